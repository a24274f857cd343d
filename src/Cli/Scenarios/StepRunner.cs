using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>Runs the steps of one scenario in its tenant and says of each how it does not hold.</summary>
internal sealed class StepRunner(IAclService service, TenantId tenant)
{
    private readonly Stored _stored = new();

    /// <summary>The step's problems; none when it holds.</summary>
    public async Task<IReadOnlyList<Problem>> RunAsync(ScenarioStep step, CancellationToken cancellation)
    {
        try
        {
            return step.Verb.Kind == VerbKind.SetUp ? await SetUpAsync(step, cancellation) : await AskAsync(step, cancellation);
        }
        catch (AclException e)
        {
            return Expectations.Verdict(step, Answer.Of(e));
        }
    }

    private async Task<IReadOnlyList<Problem>> SetUpAsync(ScenarioStep step, CancellationToken cancellation)
    {
        var who = step.As is null ? (SubjectRef?)null : SubjectRef.Parse(step.As);
        var applied = await service.ApplyAsync(tenant, [new Step(step.Verb.Name, step.Value.Copy(), who)], cancellation);
        var result = applied.Results[0];
        if (applied.Applied) _stored.Applied(step.Verb.Name, step.Value);
        return step.Verb.Name == "run" ? Expectations.Command(step, result) : Expectations.Verdict(step, Answer.Of(result));
    }

    private async Task<IReadOnlyList<Problem>> AskAsync(ScenarioStep step, CancellationToken cancellation) => step.Verb.Name switch
    {
        "check" or "explain" => await CheckAsync(step, cancellation),
        "operation" => Expectations.Operation(step, await service.OperationAsync(tenant, QuestionForm.Operation(step.Value), cancellation)),
        "list" => Expectations.List(step, Named(await service.ListAsync(tenant, QuestionForm.List(step.Value), cancellation))),
        "who" => Expectations.List(step, Named(await service.WhoAsync(tenant, QuestionForm.Who(step.Value), cancellation))),
        _ => Expectations.List(step, await service.ActionsAsync(tenant, QuestionForm.Actions(step.Value), cancellation)),
    };

    private async Task<IReadOnlyList<Problem>> CheckAsync(ScenarioStep step, CancellationToken cancellation)
    {
        var request = QuestionForm.Check(step.Value);
        var single = await SingleAsync(request, cancellation);
        var problems = step.Verb.Name == "check"
            ? Expectations.Verdict(step, single)
            : Expectations.Explanation(step, await ExplainAsync(request, cancellation));
        return [.. problems, .. await new Agreement(service, tenant, _stored).DisagreementsAsync(request, single, cancellation)];
    }

    private async Task<Answer> SingleAsync(CheckRequest request, CancellationToken cancellation)
    {
        try
        {
            return Answer.Of(await service.CheckAsync(tenant, request, cancellation));
        }
        catch (AclException e)
        {
            return Answer.Of(e);
        }
    }

    private async Task<(Answer Answer, string DecidedBy)> ExplainAsync(CheckRequest request, CancellationToken cancellation)
    {
        try
        {
            var explanation = await service.ExplainAsync(tenant, request, cancellation);
            return (Answer.Of(explanation), explanation.DecidedBy);
        }
        catch (AclException e)
        {
            return (Answer.Of(e), "");
        }
    }

    private static string[] Named<T>(IReadOnlyList<T> references) where T : struct => [.. references.Select(reference => reference.ToString()!)];
}

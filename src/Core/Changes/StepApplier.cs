using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>
/// Applies steps to a draft, in order: what is malformed is an error before authorization is looked at, what the caller may not do is
/// denied (GUARDED), and only then is anything looked up. The first refused step ends it; the host drops the draft.
/// </summary>
internal sealed class StepApplier(Draft draft, TimeProvider time)
{
    /// <summary>Applies the steps until one is refused; true when all hold.</summary>
    public bool Apply(IReadOnlyList<Step> steps, out IReadOnlyList<StepResult> results)
    {
        var done = new List<StepResult>(steps.Count);
        foreach (var step in steps)
        {
            done.Add(Apply(step));
            // Refused for want of what is not in memory, it says nothing yet: the other steps are asked what they lack.
            if (done[^1].Status != StepStatus.Applied && !Misses.Any) break;
        }

        var applied = done.Count == steps.Count && done.TrueForAll(r => r.Status == StepStatus.Applied);
        for (var i = 0; i < done.Count && !applied; i++)
            if (done[i].Status == StepStatus.Applied) done[i] = done[i] with { Status = StepStatus.NotApplied };
        while (done.Count < steps.Count) done.Add(new StepResult(StepStatus.NotApplied));
        results = done;
        return applied;
    }

    private StepResult Apply(Step step)
    {
        var scope = new StepScope(draft, time, step.As, step.AsProperties);
        try
        {
            Dispatch(step, scope);
            var status = scope.Refusal switch { null => StepStatus.Applied, ErrorCodes.Denied => StepStatus.Denied, _ => StepStatus.Error };
            return new StepResult(status)
            {
                Code = scope.Refusal, Message = scope.Refusal is null ? null : string.Join("; ", scope.Output!.Stderr),
                Warnings = scope.Warnings, Output = scope.Output, Removal = scope.Removal,
            };
        }
        catch (StepDeniedException e)
        {
            return new StepResult(StepStatus.Denied)
            {
                Code = ErrorCodes.Denied, Message = $"{step.As} may not do this", Missing = e.Missing, Warnings = scope.Warnings,
            };
        }
        catch (AclException e)
        {
            return new StepResult(StepStatus.Error) { Code = e.Code, Message = e.Detail, Place = e.Place, Warnings = scope.Warnings };
        }
    }

    private static void Dispatch(Step step, StepScope scope)
    {
        if (step.As is { } caller)
        {
            scope.Model.RequireSubject(caller);
            if (caller.Type != SubjectRef.User) throw new AclException(ErrorCodes.InvalidDocument, $"expected a user, not `{caller}`", "as");
        }

        switch (step.Verb)
        {
            case "user": PrincipalSteps.User(scope, step.Value); break;
            case "group": PrincipalSteps.Group(scope, step.Value); break;
            case "members": PrincipalSteps.Members(scope, step.Value); break;
            case "resource": ResourceSteps.Resource(scope, step.Value); break;
            case "acl": ResourceSteps.Acl(scope, step.Value); break;
            case "bind": BindingSteps.Bind(scope, step.Value); break;
            case "unbind": BindingSteps.Unbind(scope, step.Value); break;
            case "grant": GrantSteps.Grant(scope, step.Value); break;
            case "grants": GrantReplacement.Replace(scope, step.Value); break;
            case "revoke": GrantSteps.Revoke(scope, step.Value); break;
            case "delete": DeleteSteps.Delete(scope, step.Value); break;
            case "remove": DeleteSteps.Remove(scope, step.Value); break;
            case ObjectRef.ApiKey: ApiKeySteps.ApiKey(scope, step.Value); break;
            case "clock": ClockSteps.Clock(scope, step.Value); break;
            case "run": CommandSteps.Run(scope, step.Value); break;
            default: DocumentSteps.Document(scope, step.Verb, step.Value); break;
        }
    }
}

/// <summary>Authorization refused a step.</summary>
internal sealed class StepDeniedException(IReadOnlyList<string> missing) : Exception
{
    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}

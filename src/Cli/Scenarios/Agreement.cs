using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// ONE-ANSWER: asks a check again in every other way the product has and reports each that does not agree. Enumerations are asked
/// only about what a step of the scenario stored, for nothing else is in them.
/// </summary>
internal sealed class Agreement(IAclService service, TenantId tenant, Stored stored)
{
    /// <summary>The disagreements with what the single check answered.</summary>
    public async Task<IReadOnlyList<Problem>> DisagreementsAsync(CheckRequest check, Answer single, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        await CompareAsync("batch", () => BatchAsync(check, cancellation));
        await CompareAsync("explain", async () => Answer.Of(await service.ExplainAsync(tenant, check, cancellation)));
        if (single.Verdict == "error") return problems;
        await CompareAsync("list", () => ListAsync(check, single, cancellation));
        await CompareAsync("who", () => WhoAsync(check, single, cancellation));
        await CompareAsync("actions", () => ActionsAsync(check, single, cancellation));
        return problems;

        async Task CompareAsync(string way, Func<Task<Answer>> ask)
        {
            var answer = await AskAsync(ask);
            if (!answer.AgreesWith(single))
                problems.Add(new Problem($"check says {single.Shown}", $"{way} says {answer.Shown}", IsDisagreement: true));
        }
    }

    private static async Task<Answer> AskAsync(Func<Task<Answer>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AclException e)
        {
            return Answer.Of(e);
        }
    }

    private async Task<Answer> BatchAsync(CheckRequest check, CancellationToken cancellation)
    {
        var outcomes = await service.CheckManyAsync(tenant, [check], cancellation);
        if (outcomes.Count != 1) return new Answer("answered", null, $"{outcomes.Count} answers to one check");
        return outcomes[0].Error is { } error ? Answer.Of(error) : Answer.Of(outcomes[0].Decision);
    }

    private async Task<Answer> ListAsync(CheckRequest check, Answer single, CancellationToken cancellation)
    {
        // A list cannot be told what a resource would be created under, nor properties it does not have.
        var written = check.Resource.ToString();
        if (check.Parent is not null || check.ResourceProperties is not null || check.Resource.Id.Length == 0 || !stored.With(check.Assuming).Resource(written)) return single;
        var request = new ListRequest(check.Subject, check.Action, check.Resource.Type)
        {
            Namespace = check.Namespace,
            SubjectProperties = check.SubjectProperties,
            ActionProperties = check.ActionProperties,
            Context = check.Context,
            Assuming = check.Assuming,
        };
        var listed = await service.ListAsync(tenant, request, cancellation);
        return Listing.Holds(written, [.. listed.Select(resource => resource.ToString())], single);
    }

    private async Task<Answer> WhoAsync(CheckRequest check, Answer single, CancellationToken cancellation)
    {
        var written = check.Subject.ToString();
        if (check.SubjectProperties is not null || !stored.With(check.Assuming).Subject(written)) return single;
        var request = new WhoRequest(check.Action, check.Resource, check.Subject.Type)
        {
            Namespace = check.Namespace,
            Parent = check.Parent,
            ActionProperties = check.ActionProperties,
            ResourceProperties = check.ResourceProperties,
            Context = check.Context,
            Assuming = check.Assuming,
        };
        var subjects = await service.WhoAsync(tenant, request, cancellation);
        return Listing.Holds(written, [.. subjects.Select(subject => subject.ToString())], single);
    }

    private async Task<Answer> ActionsAsync(CheckRequest check, Answer single, CancellationToken cancellation)
    {
        if (check.Parent is not null || check.ActionProperties is not null || check.Resource.Id.Length == 0) return single;
        var info = await service.GetTenantAsync(tenant, cancellation);
        var type = info?.Types.FirstOrDefault(t => string.Equals(t.Name, check.Resource.Type, StringComparison.OrdinalIgnoreCase));

        // Where any word is an action an allowed one need not be enumerated, nor is one that makes a resource; a denied one never is.
        var listed = type?.Actions.FirstOrDefault(a => string.Equals(a, check.Action, StringComparison.OrdinalIgnoreCase));
        if (single.Verdict == "allow" && (type is null or { Open: true } || listed is null)) return single;
        var request = new ActionsRequest(check.Subject, check.Resource)
        {
            Namespace = check.Namespace,
            SubjectProperties = check.SubjectProperties,
            ResourceProperties = check.ResourceProperties,
            Context = check.Context,
            Assuming = check.Assuming,
        };
        var name = type is { Open: true } ? check.Action : listed ?? check.Action;
        return Listing.Holds(name, await service.ActionsAsync(tenant, request, cancellation), single);
    }
}

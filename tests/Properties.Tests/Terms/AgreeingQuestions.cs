using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>ONE-ANSWER: lists, explanations and batches say what the checks say, and what is undecided is undecided in each.</summary>
internal static class AgreeingQuestions
{
    /// <summary>Where one says something else than a check; null for nowhere.</summary>
    public static async Task<string?> DifferenceAsync(IAclService service, TenantId tenant, TermedWorld world, Node? context)
    {
        CheckRequest[] checks = [.. world.Checks.Select(c => c with { Context = context })];
        var single = new Dictionary<CheckRequest, Decision>();
        foreach (var check in checks) single[check] = await service.CheckAsync(tenant, check);
        var batch = await service.CheckManyAsync(tenant, checks);
        for (var i = 0; i < checks.Length; i++)
        {
            var (decision, check) = (single[checks[i]], checks[i]);
            if (!Same(decision, batch[i].Decision.Allowed, batch[i].Decision.Needs)) return $"{check}: {decision}, but in a batch {batch[i].Decision}";
            var explained = await service.ExplainAsync(tenant, check);
            if (!Same(decision, explained.Allowed, explained.Needs)) return $"{check}: {decision}, but explained {explained.Allowed}, {string.Join(", ", explained.Needs)}";
            if (decision.Reason != explained.DecidedBy) return $"{check}: {decision}, but explained by {explained.DecidedBy}";
        }

        return await ListsAsync(service, tenant, single) ?? await WhoAsync(service, tenant, single) ?? await ActionsAsync(service, tenant, single);
    }

    private static bool Same(Decision decision, bool allowed, IReadOnlyList<string> needs) => decision.Allowed == allowed && decision.Needs.SequenceEqual(needs);

    private static async Task<string?> ListsAsync(IAclService service, TenantId tenant, Dictionary<CheckRequest, Decision> single)
    {
        foreach (var asked in single.GroupBy(s => (s.Key.Subject, s.Key.Action, s.Key.Resource.Type)))
        {
            var list = await service.ListAsync(tenant, new ListRequest(asked.Key.Subject, asked.Key.Action, asked.Key.Type) { Context = asked.First().Key.Context });
            if (Differ(asked, c => c.Resource.ToString(), list.Select(r => r.ToString())) is { } differ) return $"list of {asked.Key}: {differ}";
        }

        return null;
    }

    private static async Task<string?> WhoAsync(IAclService service, TenantId tenant, Dictionary<CheckRequest, Decision> single)
    {
        foreach (var asked in single.GroupBy(s => (s.Key.Action, s.Key.Resource)))
        {
            var who = await service.WhoAsync(tenant, new WhoRequest(asked.Key.Action, asked.Key.Resource) { Context = asked.First().Key.Context });
            if (Differ(asked, c => c.Subject.ToString(), who.Select(s => s.ToString())) is { } differ) return $"who may {asked.Key}: {differ}";
        }

        return null;
    }

    private static async Task<string?> ActionsAsync(IAclService service, TenantId tenant, Dictionary<CheckRequest, Decision> single)
    {
        foreach (var asked in single.GroupBy(s => (s.Key.Subject, s.Key.Resource)))
        {
            var actions = await service.ActionsAsync(tenant, new ActionsRequest(asked.Key.Subject, asked.Key.Resource) { Context = asked.First().Key.Context });
            if (Differ(asked, c => c.Action, actions) is { } differ) return $"actions of {asked.Key}: {differ}";
        }

        return null;
    }

    /// <summary>Only of what was checked: a list may have others, of which nothing was asked.</summary>
    private static string? Differ(IEnumerable<KeyValuePair<CheckRequest, Decision>> checks, Func<CheckRequest, string> name, IEnumerable<string> listed)
    {
        var names = listed.ToHashSet();
        foreach (var (check, decision) in checks)
            if (decision.Allowed != names.Contains(name(check))) return $"{name(check)} is {(decision.Allowed ? "lacking" : "there")}, but {check} is {decision}";
        return null;
    }
}

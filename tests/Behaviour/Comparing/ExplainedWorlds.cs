using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>
/// Random worlds in which every explanation must hold: its path begins at the subject, ends at the rung that decided, and names only what is stored;
/// and each suggestion allows when its steps are really made, in a copy of the world.
/// </summary>
public static class ExplainedWorlds
{
    private const int Steps = 25;
    private const int Checks = 8;

    /// <summary>Looks at so many worlds of a model.</summary>
    /// <returns>How many paths and how many suggestions there were.</returns>
    public static async Task<(int Paths, int Suggestions)> HoldAsync(IAclService service, string model, int worlds)
    {
        var (paths, suggestions) = (0, 0);
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var world = new ExplainedWorld(service, RandomWorlds.Make(model, new Random(seed)), $"{model}, seed {seed}", TenantId.Parse($"explained-{model}-{i}"));
            await world.RunAsync(Steps, Checks);
            (paths, suggestions) = (paths + world.Paths, suggestions + world.Suggestions);
        }

        return (paths, suggestions);
    }
}

/// <summary>One of them.</summary>
internal sealed class ExplainedWorld(IAclService service, Generator generator, string name, TenantId tenant)
{
    /// <summary>How many answers had a path.</summary>
    public int Paths { get; private set; }

    /// <summary>How many suggestions were made.</summary>
    public int Suggestions { get; private set; }

    /// <summary>Makes the world and asks.</summary>
    public async Task RunAsync(int steps, int checks)
    {
        await service.PutTenantAsync(tenant, generator.Tenant);
        for (var i = 0; i < steps; i++) await service.ApplyAsync(tenant, [generator.NextStep()]);
        for (var i = 0; i < checks; i++) await AskAsync(generator.NextCheck());
        await service.DeleteTenantAsync(tenant);
    }

    private async Task AskAsync(CheckRequest check)
    {
        Explanation explanation;
        Decision decision;
        try
        {
            decision = await service.CheckAsync(tenant, check);
            explanation = await service.ExplainAsync(tenant, check with { Suggest = true });
        }
        catch (AclException)
        {
            // Random questions may be ones that have no answer; then neither has one.
            await Assert.ThrowsAsync<AclException>(async () => await service.CheckAsync(tenant, check));
            return;
        }

        Require(decision.Allowed == explanation.Allowed && decision.Reason == explanation.DecidedBy, check, explanation, "the explanation is of another answer");
        if (explanation.Path.Count > 0) await LookAsync(check, decision, explanation);
        else Require(!decision.Allowed && (decision.Rung == "default" || decision.Undecided), check, explanation, "there is no path");
        if (decision.Allowed) Require(explanation.Suggestions.Count == 0, check, explanation, "there is nothing to suggest");
        foreach (var suggestion in explanation.Suggestions) await TryAsync(check, explanation, suggestion);
    }

    private async Task LookAsync(CheckRequest check, Decision decision, Explanation explanation)
    {
        Paths++;
        var path = explanation.Path;
        Require(path[0] == new ExplanationLink(LinkKinds.Subject, check.Subject.ToString(), check.Subject.ToString()), check, explanation, "it begins elsewhere");
        Require(path[^1].Kind == LinkKinds.Rung && path[^1].Ref == decision.Rung, check, explanation, "it ends elsewhere");
        Require(path.Count > 2, check, explanation, "there is nothing between");
        for (var i = 1; i < path.Count - 1; i++)
            Require(await IsStoredAsync(check, path[i - 1], path[i]), check, explanation, $"link {i} is not so");
    }

    /// <summary>Whether what a link says is stored, or was sent with the question.</summary>
    private async Task<bool> IsStoredAsync(CheckRequest check, ExplanationLink before, ExplanationLink link)
    {
        switch (link.Kind)
        {
            case LinkKinds.Member:
                var sent = before.Kind == LinkKinds.Subject ? check.SubjectProperties?["groups"] : null;
                return sent is not null ? sent.AsStrings().Contains(link.Ref![(SubjectRef.Group.Length + 1)..]) : await IsThereAsync(ObjectRef.Member, Tied(link.Ref!, before.Ref!));
            case LinkKinds.Entry:
                return (await service.GetAsync(tenant, new ObjectRef(ObjectRef.Acl, link.Ref!)))!.Document["entries"]!.Items
                    .Any(e => e["subject"]!.Text == before.Ref && link.Text.StartsWith($"on {link.Ref}: {e["effect"]!.Text} {before.Ref} ", StringComparison.Ordinal));
            case LinkKinds.Owner:
                return (await service.GetAsync(tenant, new ObjectRef(ObjectRef.Resource, link.Ref!)))!.Document["owner"]!.Text == check.Subject.ToString();
            case LinkKinds.Child when before.Kind is LinkKinds.Entry or LinkKinds.Child or LinkKinds.Owner:
                return (await service.GetAsync(tenant, new ObjectRef(ObjectRef.Resource, link.Ref!)))?.Document["parent"]?.Text == before.Ref || check.Parent is not null;
            case LinkKinds.Bound when generator.Model != "apolo":
                return await IsBoundAsync(check, before.Ref!, link.Ref!);
            case LinkKinds.Includes:
                return await IsThereAsync(link.Ref![..link.Ref!.IndexOf(':')], link.Ref![(link.Ref!.IndexOf(':') + 1)..]);
            default:
                return true;
        }
    }

    /// <summary>Whether a role or policy is bound to a subject, listed in its document, or sent with the question.</summary>
    private async Task<bool> IsBoundAsync(CheckRequest check, string holder, string set)
    {
        var (kind, id) = (set[..set.IndexOf(':')], set[(set.IndexOf(':') + 1)..]);
        if (holder == check.Subject.ToString() && check.SubjectProperties?["roles"] is { } sent) return sent.AsStrings().Contains(id);
        var subject = SubjectRef.Parse(holder);
        if ((await service.GetAsync(tenant, new ObjectRef(subject.Type, subject.Id)))?.Document["roles"]?.AsStrings().Contains(id) == true) return true;
        var bindings = await service.BrowseAsync(tenant, new BrowseRequest(ObjectRef.Binding) { Subject = subject, Limit = AclLimits.PageItems });
        return bindings.Items.Any(b => b.Document[kind]?.Text == id);
    }

    private static string Tied(params string[] parts) => Node.List(parts).ToString();

    private async Task<bool> IsThereAsync(string kind, string id) => await service.GetAsync(tenant, new ObjectRef(kind, id)) is not null;

    private async Task TryAsync(CheckRequest check, Explanation explanation, Suggestion suggestion)
    {
        if (suggestion.Needs.Count > 0)
        {
            Require(suggestion.Needs.SequenceEqual(explanation.Needs), check, explanation, "other facts are lacking");
            return;
        }

        Suggestions++;
        var copy = TenantId.Parse($"{tenant}-copy");
        await TenantImport.RunAsync(service, copy, service.ExportAsync(tenant));
        Step[] steps = suggestion.At is { } at ? [new Step("clock", Node.Of(at.ToString("O", System.Globalization.CultureInfo.InvariantCulture)))] : [.. suggestion.Steps];
        var result = await service.ApplyAsync(copy, steps);
        Require(result.Applied, check, explanation, $"the steps of `{suggestion.Text}` are refused: {string.Join("; ", result.Results.Select(r => r.Message))}");
        Require((await service.CheckAsync(copy, check)).Allowed, check, explanation, $"`{suggestion.Text}` does not allow it");
        await service.DeleteTenantAsync(copy);
    }

    private void Require(bool holds, CheckRequest check, Explanation explanation, string otherwise) => Assert.True(
        holds, $"{name}: {check.Subject} {check.Action} {check.Resource}: {otherwise}\n{explanation.DecidedBy}\n{string.Join('\n', explanation.Path)}");
}

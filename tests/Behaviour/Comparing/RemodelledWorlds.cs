using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>
/// Random worlds whose ladder is turned upside down and back: what was planned and compared before is what is answered afterwards, found by asking
/// everything there is to ask, and then everything is as it was.
/// </summary>
public static class RemodelledWorlds
{
    /// <summary>Turns so many worlds; fails at the first that is not as was said.</summary>
    /// <param name="service">The service, with no tenants named after the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="worlds">How many worlds.</param>
    /// <returns>How many decisions differed in all of them.</returns>
    public static async Task<int> TurnAsync(IAclService service, string model, int worlds)
    {
        var differing = 0;
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var tenant = TenantId.Parse($"turned-{model}-{i}");
            var generator = RandomWorlds.Make(model, new Random(seed));
            await service.PutTenantAsync(tenant, generator.Tenant);
            try
            {
                for (var step = 0; step < 30; step++) await service.ApplyAsync(tenant, [generator.NextStep()]);
                CheckRequest[] odd = [.. Enumerable.Range(0, 30).Select(_ => generator.NextCheck())];
                differing += await TurnAsync(service, tenant, odd, $"{model}, ACL_SEED={seed}");
            }
            finally
            {
                await service.DeleteTenantAsync(tenant);
            }
        }

        return differing;
    }

    private static async Task<int> TurnAsync(IAclService service, TenantId tenant, CheckRequest[] odd, string world)
    {
        var change = new ModelChange { ModelFile = Turned((await service.ListModelsAsync(tenant))[^1].Source) };
        var all = await EverythingAsync(service, tenant);
        var (plan, compared) = (await service.PlanModelAsync(tenant, change), await service.CompareAsync(tenant, change, odd));
        var (before, oddBefore) = (await AskAsync(service, tenant, all), await AskAsync(service, tenant, odd));
        var put = await service.PutModelAsync(tenant, new ModelRequest(change) { Revision = plan.Revision });
        Assert.True(put.Applied, $"{world}: {put.Refusal().Message}");
        var (after, oddAfter) = (await AskAsync(service, tenant, all), await AskAsync(service, tenant, odd));
        Same(world, oddBefore, compared.Select(c => Said(c.Now)));
        Same(world, oddAfter, compared.Select(c => Said(c.Then)));

        var asked = all.Select(Said).ToHashSet();
        var expected = all.Where((_, i) => Verdict(before[i]) != Verdict(after[i])).Select(Said).Order(StringComparer.Ordinal);
        Same(world, expected, plan.Decisions.Items.Select(d => Said(d.Check)).Where(asked.Contains).Order(StringComparer.Ordinal));
        var planned = plan.Decisions.Items.Select(d => d.Check).ToArray();
        Same(world, plan.Decisions.Items.Select(d => Said(d.Then)), await AskAsync(service, tenant, planned));
        Assert.True(plan.Decisions.Complete, world);

        Assert.True((await service.PutModelAsync(tenant, new ModelRequest(new ModelChange { Version = 1 }))).Applied, world);
        Same(world, before, await AskAsync(service, tenant, all));
        Same(world, plan.Decisions.Items.Select(d => Said(d.Now)), await AskAsync(service, tenant, planned));
        return planned.Length;
    }

    /// <summary>The model with its ladder upside down.</summary>
    private static string Turned(string source) => Node.Map(Yaml.Parse(source).Entries.Select(
        e => (e.Key, (Node?)(e.Key == "ladder" ? Node.List(e.Value.Items.Reverse().Select(rung => rung.Copy())) : e.Value.Copy())))).ToString();

    /// <summary>Every stored user on every stored resource of a type that has all its actions by name, with each of them.</summary>
    private static async Task<CheckRequest[]> EverythingAsync(IAclService service, TenantId tenant)
    {
        var types = (await service.GetTenantAsync(tenant))!.Types.Where(t => !t.Open).ToDictionary(t => t.Name, t => t.Actions);
        var (users, resources) = (await AllAsync("user"), await AllAsync("resource"));
        return
        [
            .. from user in users
               from resource in resources.Select(ResourceRef.Parse)
               where types.ContainsKey(resource.Type)
               from action in types[resource.Type]
               select new CheckRequest(new SubjectRef(SubjectRef.User, user), action, resource),
        ];

        async Task<List<string>> AllAsync(string kind)
        {
            var (found, next) = (new List<string>(), (string?)null);
            do
            {
                var page = await service.BrowseAsync(tenant, new BrowseRequest(kind) { After = next });
                found.AddRange(page.Items.Select(item => item.Ref.Id));
                next = page.Next;
            }
            while (next is not null);
            return found;
        }
    }

    private static async Task<List<string>> AskAsync(IAclService service, TenantId tenant, CheckRequest[] checks)
    {
        var answers = new List<string>();
        foreach (var some in checks.Chunk(AclLimits.BatchItems)) answers.AddRange((await service.CheckManyAsync(tenant, some)).Select(Said));
        return answers;
    }

    private static void Same(string world, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (one, other) = (expected.ToList(), actual.ToList());
        Assert.True(one.SequenceEqual(other), $"{world}: expected\n{string.Join('\n', one.Except(other))}\nbut there is\n{string.Join('\n', other.Except(one))}");
    }

    /// <summary>What was decided, whatever decided it.</summary>
    private static string Verdict(string said) => said.Split(' ')[0];

    private static string Said(CheckRequest check) => $"{check.Subject} {check.Action} {check.Resource}";

    /// <summary>The answer and its rung. Of several entries that say the same, which one a reason names is nowhere promised.</summary>
    private static string Said(CheckOutcome outcome) => outcome.Error is { } error ? error.Code
        : $"{(outcome.Decision.Allowed ? "allow" : outcome.Decision.Undecided ? "undecided" : "deny")} by {outcome.Decision.Rung}";
}

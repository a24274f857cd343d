using System.Globalization;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>
/// Random worlds, each twice. One is asked what steps would change, page by page; in the other they are made; then every decision that can be
/// asked is asked of both. What differs must be exactly what was said.
/// </summary>
public static class ImpactWorlds
{
    private const int Rounds = 4;

    /// <summary>Compares so many worlds of a model.</summary>
    /// <param name="service">Who answers.</param>
    /// <param name="model">The model.</param>
    /// <param name="worlds">How many worlds.</param>
    /// <param name="make">What makes a world.</param>
    /// <returns>How many differences there were, and how many decisions were looked at of how many there are.</returns>
    public static async Task<(int Differences, long Looked, long All)> AgreeAsync(
        IAclService service, string model, int worlds, Func<string, Random, Generator> make)
    {
        var total = (Differences: 0, Looked: 0L, All: 0L);
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var world = new ImpactWorld(service, make(model, new Random(seed)), $"{model}-{i}", seed);
            await world.RunAsync(Rounds);
            total = (total.Differences + world.Differences, total.Looked + world.Looked, total.All + world.All);
        }

        return total;
    }
}

/// <summary>One of them, with its twin.</summary>
internal sealed class ImpactWorld(IAclService service, Generator generator, string name, int seed)
{
    private const int FoundingSteps = 20;

    private readonly TenantId _is = TenantId.Parse($"is-{name}");
    private readonly TenantId _wouldBe = TenantId.Parse($"would-be-{name}");

    /// <summary>How many differences there were.</summary>
    public int Differences { get; private set; }

    /// <summary>How many decisions were looked at to find them.</summary>
    public long Looked { get; private set; }

    /// <summary>How many there are.</summary>
    public long All { get; private set; }

    /// <summary>Asks and compares, so many times.</summary>
    public async Task RunAsync(int rounds)
    {
        foreach (var tenant in (TenantId[])[_is, _wouldBe]) await service.PutTenantAsync(tenant, generator.Tenant);
        for (var i = 0; i < FoundingSteps; i++) await MakeAsync([generator.NextStep()], _is, _wouldBe);
        for (var i = 0; i < rounds; i++) await CompareAsync();
        foreach (var tenant in (TenantId[])[_is, _wouldBe]) await service.DeleteTenantAsync(tenant);
    }

    private async Task<string> MakeAsync(Step[] steps, params TenantId[] tenants)
    {
        var word = "applied";
        foreach (var tenant in tenants) word = Questions.Word(await service.ApplyAsync(tenant, steps));
        return word;
    }

    private async Task CompareAsync()
    {
        Step[] steps = [.. Enumerable.Range(0, 1 + generator.Roll(2)).Select(_ => generator.NextStep())];
        var info = (await service.GetTenantAsync(_is))!;
        // Now and then time passes as well, or alone.
        DateTimeOffset? at = generator.Chance(40) ? info.Clock + TimeSpan.FromHours(generator.Roll(200)) : null;
        if (at is not null && generator.Chance(50)) steps = [];
        var request = new ImpactRequest
        {
            Steps = steps, At = at, Limit = 1 + generator.Roll(20), Actions = info.Types.Any(t => t.Open) ? Words() : [],
            Context = generator.NextCheck().Context,
        };
        var (said, refusal) = await SaidAsync(request);
        var moved = at is { } then ? [.. steps, new Step("clock", Node.Of(then.ToString("O", CultureInfo.InvariantCulture)))] : steps;
        var word = await MakeAsync(moved, _wouldBe);
        if (word != "applied")
        {
            Assert.Equal(word, refusal);
            return;
        }

        Assert.Null(refusal);
        var differing = await DifferingAsync(info, request, said);
        Assert.True(differing.SetEquals(said), $"""
            {name}, seed {seed}: {string.Join("; ", steps.Select(s => $"{s.Verb}: {s.Value}"))} at {at}
            not said: {string.Join(", ", differing.Except(said))}
            said, but not so: {string.Join(", ", said.Except(differing))}
            """);
        Differences += differing.Count;
        Assert.Equal("applied", await MakeAsync(moved, _is));
    }

    /// <summary>Actions of the generator, for types that have any.</summary>
    private string[] Words() => [.. Enumerable.Range(0, 20).Select(_ => generator.NextCheck().Action).Where(a => a != "create").Distinct()];

    /// <summary>What the service says, all pages of it; or how it refuses.</summary>
    private async Task<(List<ImpactDifference> Said, string? Refusal)> SaidAsync(ImpactRequest request)
    {
        var said = new List<ImpactDifference>();
        try
        {
            for (Listed<ImpactDifference>? page = null; page is null or { Complete: false }; request = request with { After = page.Next })
            {
                page = await service.ImpactAsync(_is, request);
                Assert.True(page.Count <= request.Limit);
                Assert.Equal(page.Complete ? null : IncompleteReasons.PageFull, page.Incomplete);
                said.AddRange(page);
                Looked += page.Looked;
            }
        }
        catch (AclException e)
        {
            return ([], $"error {e.Code}");
        }

        Assert.Distinct(said);
        return (said, null);
    }

    /// <summary>What really differs, of all that is stored in either world, or was spoken of.</summary>
    private async Task<HashSet<ImpactDifference>> DifferingAsync(TenantInfo info, ImpactRequest request, List<ImpactDifference> said)
    {
        var users = (await StoredAsync(_is, "user")).Concat(await StoredAsync(_wouldBe, "user")).Select(id => new SubjectRef(SubjectRef.User, id))
            .Concat(said.Select(d => d.Subject)).Distinct().ToList();
        var resources = (await StoredAsync(_is, "resource")).Concat(await StoredAsync(_wouldBe, "resource"))
            .Concat(said.Select(d => d.Resource.ToString())).Distinct().ToList();
        List<CheckRequest> checks =
        [
            .. from resource in resources.Select(ResourceRef.Parse)
               let type = info.Types.SingleOrDefault(t => t.Name == resource.Type)
               where type is not null
               from action in request.Actions.Count == 0 ? type.Actions : request.Actions.Where(a => type.Open || type.Actions.Contains(a))
               from user in users
               select new CheckRequest(user, action, resource) { Context = request.Context },
        ];
        All += checks.Count;
        var differing = new HashSet<ImpactDifference>();
        foreach (var some in checks.Chunk(AclLimits.BatchItems))
        {
            var (before, after) = (await service.CheckManyAsync(_is, some), await service.CheckManyAsync(_wouldBe, some));
            for (var i = 0; i < some.Length; i++)
            {
                if (Word(before[i].Decision) == Word(after[i].Decision)) continue;
                differing.Add(new(some[i].Subject, some[i].Action, Canonical(some[i].Resource), Word(before[i].Decision), Word(after[i].Decision)));
            }
        }

        return differing;
    }

    private static string Word(Decision decision) => decision.Allowed ? "allow" : decision.Undecided ? "undecided" : "deny";

    /// <summary>As an answer names it; what is stored is named in full.</summary>
    private static ResourceRef Canonical(ResourceRef written) =>
        new(written.Type, written.Id.StartsWith("//", StringComparison.Ordinal) ? written.Id[2..] : written.Id);

    private async Task<string[]> StoredAsync(TenantId tenant, string kind) =>
        [.. (await service.BrowseAsync(tenant, new BrowseRequest(kind) { Limit = AclLimits.PageItems })).Items.Select(o => o.Ref.Id)];
}

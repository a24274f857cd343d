using System.Text;
using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// ONE-ANSWER: random steps, some of them refused, applied in one process and on a cluster whose copies are small and which is restarted now
/// and then; every answer, and every refusal, is the same.
/// </summary>
public sealed class RandomHostsTests
{
    private const int Rounds = 80;
    private const int ChecksARound = 12;

    /// <summary>A random world: how steps are made, and what may be asked about.</summary>
    private sealed record Territory(
        TenantDefinition Definition, Func<string> Make, string[] Subjects, string[] Things, string[] Actions, string[] SubjectTypes, string[] Types);

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(1, 20)]
    [InlineData(3, 1_000)]
    [InlineData(4, 5)]
    public async Task Jobs_RandomSteps_AreAnsweredAlike(int seed, int copyEntities)
    {
        string[] actions = ["view", "edit", "run", "share", "admin"];
        var random = new Random(seed);
        string One(string kind, int count) => $"{kind}:{kind[0]}{random.Next(count)}";
        string Who() => random.Next(3) == 0 ? One("group", 5) : One("user", 8);
        string Thing() => random.Next(3) == 0 ? One("folder", 4) : One("job", 8);
        string Few() => string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => $"'{Who()}'"));
        string Words() => string.Join(", ", Enumerable.Range(0, 1 + random.Next(2)).Select(_ => actions[random.Next(actions.Length)]).Distinct());
        string Time() => ((string[])["", "", ", until: 2000-01-01T00:00:00Z", ", from: 2000-01-01T00:00:00Z", ", from: 2999-01-01T00:00:00Z"])[random.Next(5)];
        string Terms() => random.Next(4) == 0 ? $"{Time()}, when: 'context.v == {random.Next(2)}'" : Time();
        string Make() => random.Next(14) switch
        {
            0 => $"user: {{id: u{random.Next(8)}, active: {(random.Next(4) > 0 ? "true" : "false")}}}",
            1 or 2 => $"group: {{id: g{random.Next(5)}, members: [{Few()}]}}",
            3 => $"members: {{group: g{random.Next(5)}, add: [{{member: '{Who()}'{Time()}}}]}}",
            4 => $"members: {{group: g{random.Next(5)}, remove: ['{Who()}']}}",
            5 or 6 => $"resource: {{id: '{Thing()}', owner: '{Who()}', parent: '{One("folder", 4)}'}}",
            7 => $"resource: {{id: '{Thing()}'}}",
            8 or 9 => $"grant: {{resource: '{Thing()}', to: '{Who()}', actions: [{Words()}]{Terms()}}}",
            10 => $"revoke: {{resource: '{Thing()}', from: '{Who()}', actions: [{Words()}]}}",
            11 => $"acl: {{resource: '{Thing()}', entries: [{{subject: '{Who()}', effect: {(random.Next(3) > 0 ? "allow" : "deny")}, actions: [{Words()}]{Terms()}}}]}}",
            12 => $"delete: '{Who()}'",
            _ => $"delete: '{Thing()}'",
        };
        await AgreeAsync(seed, random, copyEntities, new Territory(
            SampleModels.Workload, Make, [.. Enumerable.Range(0, 8).Select(i => $"user:u{i}"), .. Enumerable.Range(0, 5).Select(i => $"group:g{i}")],
            [.. Enumerable.Range(0, 8).Select(i => $"job:j{i}"), .. Enumerable.Range(0, 4).Select(i => $"folder:f{i}")],
            actions, ["user", "group"], ["job", "folder"]));
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(11, 20)]
    [InlineData(14, 5)]
    public async Task Levels_RandomSteps_AreAnsweredAlike(int seed, int copyEntities)
    {
        var random = new Random(seed);
        string User() => $"user:u{random.Next(6)}";
        string Who() => random.Next(3) == 0 ? $"role:o/roles/r{random.Next(4)}" : User();
        string[] owned = [.. Enumerable.Range(0, 3).SelectMany(i => (string[])[$"storage://c/f{i}", $"storage://c/f{i}/x", $"job://c/p{i}"])];
        string[] things = [.. owned, .. Enumerable.Range(0, 3).Select(i => $"role://o/roles/r{i}"), "storage://c"];
        string Thing() => things[random.Next(things.Length)];
        string Owned() => owned[random.Next(owned.Length)];
        string Level() => ((string[])["deny", "list", "read", "write", "manage"])[random.Next(5)];
        string Make() => random.Next(12) switch
        {
            0 => $"user: {{id: u{random.Next(6)}, roles: [{(random.Next(2) == 0 ? $"o/roles/r{random.Next(4)}" : "")}]}}",
            1 or 2 => $"role: {{name: o/roles/r{random.Next(4)}, permissions: [{{uri: '{Thing()}', action: {Level()}}}]}}",
            3 or 4 => $"resource: {{id: '{Owned()}', owner: '{User()}'}}",
            5 => $"resource: {{id: '{Owned()}'}}",
            6 or 7 => $"grant: {{resource: '{Thing()}', to: '{Who()}', level: {Level()}}}",
            8 => $"revoke: {{resource: '{Thing()}', from: '{Who()}'}}",
            9 => $"bind: {{role: o/roles/r{random.Next(4)}, to: ['{Who()}']}}",
            10 => $"delete: '{Who()}'",
            _ => $"delete: '{Owned()}'",
        };
        await AgreeAsync(seed, random, copyEntities, new Territory(
            new TenantDefinition { Model = "apolo" }, Make,
            [.. Enumerable.Range(0, 6).Select(i => $"user:u{i}"), .. Enumerable.Range(0, 4).Select(i => $"role:o/roles/r{i}")],
            things, ["list", "read", "write", "manage"], ["user", "role"], ["storage", "job"]));
    }

    private static async Task AgreeAsync(int seed, Random random, int copyEntities, Territory territory)
    {
        var (storage, tenant, options) = (new SharedStorage(), JobWorld.NewTenant(), Cluster.Options with { CopyEntities = copyEntities });
        await using var embedded = await EmbeddedAclService.OpenAsync();
        await embedded.PutTenantAsync(tenant, territory.Definition, JobWorld.Cancellation);
        Cluster? cluster = null;
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (cluster is null || random.Next(30) == 0)
                {
                    if (cluster is not null) await cluster.DisposeAsync();
                    cluster = await Cluster.StartAsync((short)(1 + random.Next(2)), storage, options: options);
                    await cluster.Service.PutTenantAsync(tenant, territory.Definition, JobWorld.Cancellation);
                }

                string[] yaml = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => territory.Make())];
                Step[] steps = [.. yaml.Select(JobWorld.Step).Select(step => random.Next(4) == 0 ? step with { As = JobWorld.User($"u{random.Next(6)}") } : step)];
                var at = $"seed {seed} round {round}: {string.Join("; ", yaml)}";
                await SameAsync(at, embedded, cluster.Service, async service => Said(await service.ApplyAsync(tenant, steps, JobWorld.Cancellation)));
                foreach (var ask in Questions(random, tenant, territory))
                    await SameAsync(at, embedded, random.Next(2) == 0 ? cluster.Service : cluster.On(cluster.Silos[0]), ask);
            }
        }
        finally
        {
            if (cluster is not null) await cluster.DisposeAsync();
        }
    }

    /// <summary>The questions of one round.</summary>
    private static IEnumerable<Func<IAclService, Task<string>>> Questions(Random random, TenantId tenant, Territory territory)
    {
        string Any(string[] of) => of[random.Next(of.Length)];
        Node? Facts() => random.Next(2) == 0 ? null : Node.Map(("v", Node.Of(random.Next(2))));
        var end = JobWorld.Cancellation;
        for (var i = 0; i < ChecksARound; i++)
        {
            var check = new CheckRequest(SubjectRef.Parse(Any(territory.Subjects)), Any(territory.Actions), ResourceRef.Parse(Any(territory.Things))) { Context = Facts() };
            yield return async service => $"{check}: {Said(await service.CheckAsync(tenant, check, end))}";
            if (i < 3) yield return async service => $"why {check}: {Said(await service.ExplainAsync(tenant, check, end))}";
        }

        var list = new ListRequest(SubjectRef.Parse(Any(territory.Subjects)), Any(territory.Actions), Any(territory.Types)) { Context = Facts() };
        var size = 1 + random.Next(4);
        yield return async service => $"{list}: {string.Join(",", await service.ListAsync(tenant, list, end))}";
        yield return async service => $"{list} by {size}: {string.Join(",", await Paging.AllAsync(list, size, r => r.Id, q => service.ListAsync(tenant, q, end)))}";
        var who = new WhoRequest(Any(territory.Actions), ResourceRef.Parse(Any(territory.Things)), Any(territory.SubjectTypes)) { Context = Facts() };
        yield return async service => $"{who}: {string.Join(",", await service.WhoAsync(tenant, who, end))}";
        yield return async service => $"{who} by {size}: {string.Join(",", await Paging.AllAsync(who, size, s => s.Id, q => service.WhoAsync(tenant, q, end)))}";
        var browse = new BrowseRequest(Any(Kinds)) { Limit = 1 + random.Next(5), Subject = random.Next(2) == 0 ? null : SubjectRef.Parse(Any(territory.Subjects)) };
        yield return async service => $"{browse}: {string.Join(",", (await service.BrowseAsync(tenant, browse, end)).Items.Select(i => $"{i.Ref} {i.ETag}"))}";
        var changes = new ChangesRequest(random.Next(20)) { Limit = 1 + random.Next(5) };
        yield return async service => $"{changes}: {string.Join(",", (await service.ChangesAsync(tenant, changes, end)).Changes.Select(Said))}";
        if (random.Next(4) == 0) yield return async service => $"export: {await ExportAsync(service, tenant, end)}";
    }

    private static readonly string[] Kinds =
        [ObjectRef.User, ObjectRef.Group, ObjectRef.Role, ObjectRef.Resource, ObjectRef.Acl, ObjectRef.Member, ObjectRef.Binding, ObjectRef.Grant];

    private static async Task<string> ExportAsync(IAclService service, TenantId tenant, CancellationToken end)
    {
        var text = new StringBuilder();
        await foreach (var line in service.ExportAsync(tenant, end)) text.AppendLine(line.ToString());
        return text.ToString();
    }

    /// <summary>Everything but when it was.</summary>
    private static string Said(Change change) => ChangeWire.Write(change with
    {
        Time = default, Objects = [.. change.Objects.OrderBy(o => o.Ref.ToString(), StringComparer.Ordinal)],
    }).ToString();

    private static async Task SameAsync(string at, IAclService embedded, IAclService cluster, Func<IAclService, Task<string>> ask)
    {
        var (expected, actual) = (await SayAsync(() => ask(embedded)), await SayAsync(() => ask(cluster)));
        Assert.True(expected == actual, $"{at}\nembedded {expected}\ncluster  {actual}");
    }

    /// <summary>Which of several entries that all allow it is named is left out: the subjects' numbers say, and each process gives its own.</summary>
    private static string Said(Decision decision) => $"{decision.Verdict} {decision.Rung} {string.Join(",", decision.Needs)}";

    private static string Said(Explanation explanation) => $"{explanation.Allowed} {string.Join(",", explanation.Needs)} {string.Join(",", explanation.Ladder.Select(n => n.Verdict))}";

    private static string Said(ApplyResult result) =>
        $"{result.Applied} {result.Revision} {string.Join("|", result.Results.Select(Said))}";

    private static string Said(StepResult result) =>
        $"{result.Status} {result.Code} {JobWorld.Field(result)} {result.Message} {string.Join(",", result.Missing ?? [])} {string.Join(",", result.Warnings)}";

    private static async Task<string> SayAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AclException e)
        {
            return $"{e.Code} {e.Place} {e.Detail}";
        }
    }
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// A tenant that is large on every side, on one silo with its states in a file: what each of the usual ways in takes, in seconds, in memory afterwards,
/// and what is stored for it.
/// </summary>
internal static class LargeMeasure
{
    private const string Model = """
        model: large
        types:
          job: {actions: [view, edit], decided_as: "object:/jobs/{id}"}
          object: {actions: [view, edit], open: true}
        acl: {}
        grants: acl
        principals:
          bind: {role: [user, group]}
        documents: {role: slc-role}
        ladder:
          - acl: {}
          - roles: {combine: deny_overrides}
          - owner: {}
        """;

    private const string Everywhere = "user:everywhere";

    public static async Task<long> RunAsync(int resources, int subjects, bool isMoved)
    {
        using var folder = new DataFolder(Path.GetTempPath());
        await using var cluster = await Cluster.StartAsync(1, 0, Path.Combine(folder.Path, "states"));
        var (service, tenant) = (new OrleansAclService(cluster.Hosted()), TenantId.Parse("large"));
        var measured = new Measured(service, tenant, (SqliteGrainStorage)cluster.Here[0].Services.GetRequiredService<IGrainStorage>());
        await service.PutTenantAsync(tenant, new TenantDefinition { ModelFile = Model });
        await measured.ApplyAsync($"{resources} resources", resources, i => Yaml($"resource: {{id: 'job:{i:d7}', {(i % 10 == 0 ? $"owner: '{Everywhere}'" : "owner: 'user:ann'")}}}"));
        await measured.ApplyAsync($"{subjects} members of a group", subjects / 1_000, i =>
            Yaml($"members: {{group: g, add: [{string.Join(", ", Enumerable.Range(i * 1_000, 1_000).Select(m => $"'user:{m}'"))}]}}"), ["group: {id: g}"], atOnce: 10);
        await measured.ApplyAsync("one user in 9,000 groups", 18_000, i => Yaml(i % 2 == 0 ? $"group: {{id: g{i / 2}}}" : $"members: {{group: g{i / 2}, add: ['{Everywhere}']}}"));
        await measured.ApplyAsync($"{AclLimits.EntriesPerResource} entries", AclLimits.EntriesPerResource, i => Yaml($"grant: {{resource: 'job:0000001', to: 'user:{i}', actions: [view]}}"));
        await measured.ApplyAsync($"a role bound to {subjects}", subjects / 1_000, i =>
            Yaml($"bind: {{role: r, to: [{string.Join(", ", Enumerable.Range(i * 1_000, 1_000).Select(m => $"'user:{m}'"))}]}}"),
            ["role: {name: r, rules: [{object: /jobs/*, actions: [edit]}]}"], atOnce: 10);
        await measured.TimeAsync("check of one in 9,000 groups", async () => (await service.CheckAsync(tenant, new CheckRequest(SubjectRef.Parse(Everywhere), "view", ResourceRef.Parse("job:0000010")))).Allowed);
        await measured.TimeAsync("check by a role", async () => (await service.CheckAsync(tenant, new CheckRequest(SubjectRef.Parse("user:7"), "edit", ResourceRef.Parse("job:0000011")))).Allowed);
        await measured.TimeAsync("check by one entry of many", async () => (await service.CheckAsync(tenant, new CheckRequest(SubjectRef.Parse($"user:{AclLimits.EntriesPerResource - 1}"), "view", ResourceRef.Parse("job:0000001")))).Allowed);
        await measured.TimeAsync("first page of a list", async () => (await service.ListAsync(tenant, new ListRequest(SubjectRef.Parse(Everywhere), "view", "job") { Limit = 100 })).Count == 100);
        await measured.TimeAsync("first page of who", async () => (await service.WhoAsync(tenant, new WhoRequest("view", ResourceRef.Parse("job:0000001")) { Limit = 100 })).Looked > 0);
        await measured.TimeAsync("first page of resources", async () => (await service.BrowseAsync(tenant, new BrowseRequest(ObjectRef.Resource) { Type = "job", Limit = 100 })).Items.Count == 100);
        await measured.TimeAsync("first page of members", async () =>
            (await service.BrowseAsync(tenant, new BrowseRequest(ObjectRef.Member) { Of = new ObjectRef(ObjectRef.Group, "g"), Limit = 100 })).Items.Count == 100);
        await measured.TimeAsync("counts", async () => (await service.GetTenantAsync(tenant))?.Counts is not null);
        if (isMoved) await MoveAsync(measured, service, tenant, Path.Combine(folder.Path, "export"));
        await measured.ApplyAsync("removal of one who is everywhere", 1, _ => Yaml($"remove: '{Everywhere}'"));
        await measured.ApplyAsync("removal of the group", 1, _ => Yaml("delete: 'group:g'"));
        return measured.Wrong;
    }

    private static async Task MoveAsync(Measured measured, IAclService service, TenantId tenant, string file)
    {
        var lines = 0L;
        await measured.TimeAsync("export", async () =>
        {
            await using var writer = new StreamWriter(file);
            await foreach (var line in service.ExportAsync(tenant))
            {
                await writer.WriteLineAsync(line.ToString());
                lines++;
            }

            return lines > 0;
        });
        await measured.TimeAsync($"import of {lines} lines", async () => (await TenantImport.RunAsync(service, TenantId.Parse("copy"), ReadAsync(file))).Revision > 0);
    }

    private static async IAsyncEnumerable<Node> ReadAsync(string file)
    {
        await foreach (var line in File.ReadLinesAsync(file)) yield return Json.Parse(line);
    }

    private static Step Yaml(string yaml)
    {
        var (verb, value) = Documents.Yaml.Parse(yaml).Entries.First();
        return new Step(verb, value);
    }

    /// <summary>Does things, and prints what each took.</summary>
    private sealed class Measured(IAclService service, TenantId tenant, SqliteGrainStorage storage)
    {
        public long Wrong { get; private set; }

        /// <summary>Applies steps, many in one change.</summary>
        public Task ApplyAsync(string what, int count, Func<int, Step> step, string[]? first = null, int atOnce = 1_000) => TimeAsync(what, async () =>
        {
            if (first is not null) WorldLoader.Require(await service.ApplyAsync(tenant, [.. first.Select(Yaml)]));
            foreach (var some in Enumerable.Range(0, count).Chunk(atOnce)) WorldLoader.Require(await service.ApplyAsync(tenant, [.. some.Select(step)]));
            return true;
        });

        public async Task TimeAsync(string what, Func<Task<bool>> act)
        {
            var (began, writes) = (Stopwatch.GetTimestamp(), storage.Writes);
            if (!await act()) Wrong++;
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine($"{what,-40} {took,9:f3} s {storage.Writes - writes,9} writes {GC.GetTotalMemory(true) >> 20,6} MB live, largest state {storage.Largest} bytes");
        }
    }
}

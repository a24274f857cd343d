using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>An export taken while many write is of one revision: it holds what the change log, replayed up to that revision, leads to.</summary>
public sealed class ReplayedLogTests
{
    private const int Writers = 6, Exports = 15, ChangesBetween = 30;

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task Export_WhileManyWrite_IsTheLogUpToItsRevision(int copyEntities)
    {
        await using var cluster = await Cluster.StartAsync(2, options: Cluster.Options with { CopyEntities = copyEntities });
        var world = await JobWorld.MakeAsync(cluster.Service, "group: {id: g}", "group: {id: h}", "resource: {id: 'job:1'}");
        using var end = new CancellationTokenSource();
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var random = new Random(w);
            while (!end.IsCancellationRequested) await world.TryAsync([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Step(random))]);
        })).ToArray();
        var exports = new List<List<Node>>();
        while (exports.Count < Exports)
        {
            while (await world.RevisionAsync() < ChangesBetween * exports.Count) JobWorld.Cancellation.ThrowIfCancellationRequested();
            var lines = new List<Node>();
            await foreach (var line in cluster.Everywhere()[exports.Count % 3].ExportAsync(world.Tenant, JobWorld.Cancellation)) lines.Add(line);
            exports.Add(lines);
        }

        await end.CancelAsync();
        await Task.WhenAll(writing);
        var replayed = new Replay();
        foreach (var lines in exports.OrderBy(l => l[0]["revision"]!.AsInteger()))
        {
            await replayed.ToAsync(world, lines[0]["revision"]!.AsInteger());
            var (expected, found) = (replayed.Objects, Objects(lines));
            Assert.True(expected.SetEquals(found), $"revision {replayed.Revision}: the log has {string.Join(", ", expected.Except(found))}, the export {string.Join(", ", found.Except(expected))}");
        }

    }

    private static string Step(Random random)
    {
        var (user, job, group) = (random.Next(8), random.Next(8), random.Next(2) == 0 ? "g" : "h");
        return random.Next(9) switch
        {
            0 => $"user: {{id: u{user}, properties: {{n: {random.Next(100)}}}}}",
            1 => $"delete: 'user:u{user}'",
            2 or 3 => $"members: {{group: {group}, add: ['user:u{user}', 'group:{(group == "g" ? "h" : "g")}']}}",
            4 => $"members: {{group: {group}, remove: ['user:u{user}']}}",
            5 => $"resource: {{id: 'job:{job}', owner: 'user:u{user}', namespace: n{random.Next(3)}}}",
            6 => $"delete: 'job:{job}'",
            7 => random.Next(4) == 0 ? $"delete: 'group:{group}'" : $"group: {{id: {group}, members: ['user:u{user}']}}",
            _ => $"user: {{id: u{user}, admin: {(random.Next(2) == 0 ? "true" : "false")}}}",
        };
    }

    /// <summary>The users, groups, memberships and resources of an export; nobody is named as the owner who is no more.</summary>
    private static SortedSet<string> Objects(IEnumerable<Node> lines) => new(lines.Skip(1).SelectMany(line => line.Entries.Single() switch
    {
        { Key: "members", Value: var m } => m["add"]!.Items.Select(i => $"member {m["group"]!.Text} {i.Text}"),
        { Key: var verb, Value: var value } => [$"{verb} {Without(value, "owner")}"],
    }), StringComparer.Ordinal);

    private static Node Without(Node document, string key) => Node.Map(document.Entries.Where(e => e.Key != key).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (Node?)e.Value.Copy())));

    /// <summary>The tenant as its log says it is.</summary>
    private sealed class Replay
    {
        private readonly Dictionary<ObjectRef, Node> _objects = [];

        public long Revision { get; private set; }

        public SortedSet<string> Objects => new(_objects.Select(o => o.Key.Kind == ObjectRef.Member
            ? $"member {o.Value["group"]!.Text["group:".Length..]} {o.Value["member"]!.Text}"
            : $"{o.Key.Kind} {Without(o.Value, "owner")}"), StringComparer.Ordinal);

        public async Task ToAsync(JobWorld world, long revision)
        {
            while (Revision < revision)
            {
                var page = await world.Service.ChangesAsync(world.Tenant, new ChangesRequest(Revision) { Limit = (int)Math.Min(1_000, revision - Revision) }, JobWorld.Cancellation);
                foreach (var change in page.Changes)
                {
                    Assert.Equal(Revision + 1, change.Revision);
                    foreach (var o in change.Objects) Put(o);
                    Revision = change.Revision;
                }
            }
        }

        /// <summary>Of what stays only what differs is said; here that is whole entries, but for lists.</summary>
        private void Put(ObjectChange o)
        {
            if (o.After is null) _objects.Remove(o.Ref);
            else if (o.Before is null || !_objects.TryGetValue(o.Ref, out var old)) _objects[o.Ref] = o.After;
            else _objects[o.Ref] = Node.Map(old.Entries.Where(e => o.Before[e.Key] is null && o.After[e.Key] is null).Concat(o.After.Entries)
                .Select(e => (e.Key, (Node?)e.Value.Copy())));
            // What a removed group had held together is gone with it, and is not listed.
            if (o is { After: null, Ref.Kind: ObjectRef.Group })
                foreach (var member in _objects.Keys.Where(k => k.Kind == ObjectRef.Member && k.Id.Contains($"\"group:{o.Ref.Id}\"", StringComparison.Ordinal)).ToList()) Forget(o.Ref.Id, member);
        }

        private void Forget(string group, ObjectRef member)
        {
            if (_objects[member]["group"]!.Text == $"group:{group}") _objects.Remove(member);
        }
    }
}

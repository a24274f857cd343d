using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.State;

/// <summary>Lists that grow without end, planned on what is loaded: no record grows with them, and no change touches more than a few.</summary>
public sealed class RosterTests
{
    private const string Model = """
        model: m
        types:
          doc: {actions: [read]}
        acl: {}
        ladder:
          - acl: {}
        """;

    /// <summary>The characters that no record comes near: less than a page of a long text.</summary>
    private const int MostCharacters = 16 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void Members_OfAnyNumber_AreInSmallRecordsAndOneMoreTouchesFew(int members)
    {
        var tenant = new Tenant();
        tenant.Apply("group", ("id", Node.Of("g")));
        for (var first = 0; first < members; first += 50_000)
            tenant.Change("add", Enumerable.Range(first, Math.Min(50_000, members - first)).Select(i => $"user:{i}"));
        Assert.InRange(tenant.Longest, 1, MostCharacters);

        var joined = tenant.Change("add", ["user:one-more"]);
        Assert.InRange(joined.Count, 1, 5);
        Assert.Equal(members + 1, tenant.MembersOf("group:g").Count);
        var left = tenant.Change("remove", ["user:one-more"]);
        Assert.InRange(left.Count, 1, 5);
        Assert.Equal(members, tenant.MembersOf("group:g").Count);
    }

    [Fact]
    public void Members_WhoComeAndGo_DoNotMakeTheListLonger()
    {
        var tenant = new Tenant();
        tenant.Apply("group", ("id", Node.Of("g")));
        for (var round = 0; round < 20; round++)
        {
            string[] members = [.. Enumerable.Range(0, 5_000).Select(i => $"user:{round}-{i}")];
            tenant.Change("add", members);
            tenant.Change("remove", members);
        }

        Assert.Empty(tenant.MembersOf("group:g"));
        // 5,000 of them take some nine shards; without the use of room that was left there would be twenty times as many.
        Assert.InRange(tenant.Shards, 1, 30);
    }

    /// <summary>A tenant of which only what a plan needs is in memory; everything else lies in records, as in the grains of a cluster.</summary>
    private sealed class Tenant
    {
        private readonly Dictionary<EntityKey, string> _records = [];
        private readonly TenantBlueprint _blueprint = TenantBlueprint.Of(new TenantDefinition { ModelFile = Model }, BuiltInModels.Library);
        private long _version;

        /// <summary>The characters of the longest record.</summary>
        public int Longest => _records.Values.Max(r => r.Length);

        /// <summary>How many records of shards there are, those of the index aside.</summary>
        public int Shards => _records.Keys.Count(k => k.Kind == EntityKey.Shard && k.Key.StartsWith("members/", StringComparison.Ordinal));

        /// <summary>Changes the members of the group.</summary>
        public List<EntityRecord> Change(string how, IEnumerable<string> members) => Apply("members", ("group", Node.Of("g")), (how, Node.List(members)));

        /// <summary>Plans a step on an empty memory, loading what it lacks; the records it writes.</summary>
        public List<EntityRecord> Apply(string verb, params (string, Node?)[] value) => Plan(draft =>
        {
            Assert.True(new StepApplier(draft, TimeProvider.System).Apply([new Step(verb, Node.Map(value))], out var results), results[0].Message);
            draft.Index();
        });

        /// <summary>The references on a group's list.</summary>
        public List<string> MembersOf(string group)
        {
            var members = new List<string>();
            Plan(draft => members = [.. Roster.All(draft, RosterKey.MembersOf(SubjectRef.Parse(group), 0)).Keys]);
            return members;
        }

        private List<EntityRecord> Plan(Action<Draft> plan)
        {
            var tenant = _blueprint.Build(TenantId.Parse("t"), sparse: true);
            tenant.LastStaged = _version;
            tenant.Publish(_version, true, null);
            while (true)
            {
                var draft = new Draft(tenant);
                Misses.Begin();
                Exception? error = null;
                try
                {
                    plan(draft);
                }
                catch (Exception e)
                {
                    error = e;
                }

                if (Misses.End() is not { } missing)
                {
                    if (error is not null) throw error;
                    var records = draft.Touched.Select(slot => EntityRecord.Of(slot, draft)).ToList();
                    foreach (var record in records)
                        if (record.Body is null) _records.Remove(record.Key);
                        else _records[record.Key] = record.Body;
                    _version = draft.Version;
                    return records;
                }

                draft.Drop();
                foreach (var key in missing) new EntityRecord(key, _records.GetValueOrDefault(key)).Load(tenant, _version);
            }
        }
    }
}

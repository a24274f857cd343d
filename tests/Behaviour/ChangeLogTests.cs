using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>The change log has every change once, in order, with who made it, why, and what differs; and requests that are sent again are made once.</summary>
/// <param name="host">Who answers.</param>
public abstract class ChangeLogTests(IHost host)
{
    /// <summary>A change says what became of which object; of lists only what differs.</summary>
    [Fact]
    public async Task Changes_OfEveryKind_SayBeforeAndAfter()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}", "resource: {id: 'job:1'}");
        await host.Service.ApplyAsync(
            world.Tenant,
            new ApplyRequest([JobWorld.Step("acl: {resource: 'job:1', entries: [{subject: 'user:ann', effect: allow, actions: [edit]}]}")]) { Actor = "key:ci", Reason = "because" },
            JobWorld.Cancellation);
        Assert.True((await world.TryAsAsync("ann", "grant: {resource: 'job:1', to: 'user:bob', actions: [run]}")).Applied);
        await world.ApplyAsync("group: {id: g, members: ['user:ann']}");
        await world.ApplyAsync("delete: 'user:ann'");

        var changes = await ChangesAsync(world, 0);
        Assert.Equal([1L, 2, 3, 4, 5], changes.Select(c => c.Revision));
        Assert.Equal(["system", "key:ci", "user:ann", "system", "system"], changes.Select(c => c.Actor));
        Assert.Equal([null, "because", null, null, null], changes.Select(c => c.Reason));
        Assert.Equal([JobWorld.User("ann")], changes[2].As);
        Assert.Equal(["""resource `job:1`: - > {"id":"job:1"}""", """user `ann`: - > {"id":"ann","admin":false,"active":true}"""], Said(changes[0]));
        Assert.Equal(
            ["""acl `job:1`: - > {"resource":"job:1","entries":[{"subject":"user:ann","effect":"allow","actions":["edit"]}]}"""], Said(changes[1]));
        Assert.Equal(
            ["""acl `job:1`: {"entries":[]} > {"entries":[{"subject":"user:bob","effect":"allow","actions":["run"]}]}"""], Said(changes[2]));
        Assert.Equal(
            ["""group `g`: - > {"id":"g"}""", """member `["group:g","user:ann"]`: - > {"group":"group:g","member":"user:ann"}"""], Said(changes[3]));
        Assert.Equal(
            ["""member `["group:g","user:ann"]`: {"group":"group:g","member":"user:ann"} > -""", """user `ann`: {"id":"ann","admin":false,"active":true} > -"""], Said(changes[4]));
    }

    /// <summary>What is said again of somebody's new life is a change, though it reads as what was said of the earlier one.</summary>
    [Fact]
    public async Task Changes_OfANewLife_AreNotTakenForWhatWasBefore()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: ann}", "group: {id: g, members: ['user:bob']}", "resource: {id: 'job:1', owner: 'user:ann'}",
            "acl: {resource: 'job:1', by: 'user:ann', entries: [{subject: 'user:ann', effect: allow, actions: [run]}]}");
        await world.ApplyAsync("delete: 'user:ann'", "delete: 'group:g'");
        await world.ApplyAsync("user: {id: ann}", "group: {id: g}");
        await world.ApplyAsync("members: {group: g, add: ['user:bob']}");
        await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}");

        var changes = await ChangesAsync(world, 3);
        Assert.Equal(["""member `["group:g","user:bob"]`: - > {"group":"group:g","member":"user:bob"}"""], Said(changes[0]));
        Assert.Equal(["""resource `job:1`: {} > {"owner":"user:ann"}"""], Said(changes[1]));
        Assert.Equal(["""acl `job:1`: {"entries":[]} > {"entries":[{"subject":"user:ann","effect":"allow","actions":["run"]}]}"""], Said(changes[2]));
        Assert.Equal(["""acl `job:1`: {"entries":[{"subject":"user:ann","effect":"allow","actions":["run"]}]} > {"entries":[]}"""], Said(changes[3]));
    }

    /// <summary>Removed and made again at once, a group has lost its members, and a role those who had it: the log says that both was done.</summary>
    [Fact]
    public async Task Changes_ThatRemoveAndMakeAgain_SayBoth()
    {
        var world = await JobWorld.MakeAsync(host.Service, "group: {id: g, members: ['user:bob']}");
        await world.ApplyAsync("delete: 'group:g'", "group: {id: g}");
        Assert.Equal(["""group `g`: - > {"id":"g"}""", """group `g`: {"id":"g"} > -"""], Said((await ChangesAsync(world, 1))[0]));
    }

    /// <summary>Binding a role that was made again is a change, and so is taking it away.</summary>
    [Fact]
    public async Task Changes_OfARoleMadeAgain_SayWhoHasIt()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "slc-hub" }, JobWorld.Cancellation);
        const string role = "role: {name: r, rules: [{object: /Users/*, actions: [Read]}]}";
        await world.ApplyAsync(role, "bind: {role: r, to: ['user:ann']}");
        await world.ApplyAsync("delete: 'role:r'");
        await world.ApplyAsync(role);
        await world.ApplyAsync("bind: {role: r, to: ['user:ann']}");
        await world.ApplyAsync("unbind: {role: r, to: ['user:ann']}");
        var changes = await ChangesAsync(world, 3);
        const string key = """binding `["role","r","user:ann",null]`: """, bound = """{"role":"r","to":["user:ann"]}""";
        Assert.Equal([$"{key}- > {bound}"], Said(changes[0]));
        Assert.Equal([$"{key}{bound} > -"], Said(changes[1]));
    }

    /// <summary>Whoever waits for changes of a tenant that is removed is told so.</summary>
    [Fact]
    public async Task Changes_AwaitedOfATenantThatIsRemoved_EndAsUnknown()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        var waiting = host.Service.ChangesAsync(world.Tenant, new ChangesRequest(1) { Wait = AclLimits.ChangesWait }, JobWorld.Cancellation).AsTask();
        await world.DeleteAsync();
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => waiting));
    }

    /// <summary>A request that changed nothing has been made, too: sent again when it would change something, it does not.</summary>
    [Fact]
    public async Task IdempotencyKey_OfWhatChangedNothing_IsMadeOnce()
    {
        var world = await JobWorld.MakeAsync(host.Service, "group: {id: g, members: ['user:ann']}");
        var request = Request("k", "members: {group: g, add: ['user:ann']}");
        var first = await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation);
        await world.ApplyAsync("members: {group: g, remove: ['user:ann']}");
        var again = await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation);
        Assert.Equal((true, true, first.Revision), (again.Applied, again.Replayed, again.Revision));
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.Member, """["group:g","user:ann"]"""), JobWorld.Cancellation));
    }

    /// <summary>Pages put together are the whole log; what there never was is refused.</summary>
    [Fact]
    public async Task Changes_PageByPage_HaveNoGaps()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        for (var i = 0; i < 7; i++) await world.ApplyAsync($"user: {{id: 'u{i}'}}");
        await world.TryAsync("delete: 'user:nobody'");
        var seen = new List<long>();
        for (var since = 0L; await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(since) { Limit = 3 }, JobWorld.Cancellation) is { Changes.Count: > 0 } page; since = seen[^1])
        {
            Assert.Equal(7, page.Revision);
            seen.AddRange(page.Changes.Select(c => c.Revision));
        }

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], seen);
        Assert.Equal(ErrorCodes.RevisionNotReached, await CodeAsync(new ChangesRequest(8)));
        Assert.Equal(ErrorCodes.InvalidDocument, await CodeAsync(new ChangesRequest(-1)));
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(new ChangesRequest(0) { Limit = 0 }));
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(new ChangesRequest(0) { Wait = TimeSpan.FromDays(1) }));

        Task<string> CodeAsync(ChangesRequest request) => JobWorld.CodeAsync(async () => await host.Service.ChangesAsync(world.Tenant, request, JobWorld.Cancellation));
    }

    /// <summary>Whoever waits is told of the next change, not after the wait.</summary>
    [Fact]
    public async Task Changes_Awaited_ComeWithTheNextChange()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        var waiting = host.Service.ChangesAsync(world.Tenant, new ChangesRequest(1) { Wait = AclLimits.ChangesWait }, JobWorld.Cancellation).AsTask();
        await world.ApplyAsync("user: {id: bob}");
        Assert.Equal([2L], (await waiting).Changes.Select(c => c.Revision));
        Assert.Empty((await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(2) { Wait = TimeSpan.FromMilliseconds(1) }, JobWorld.Cancellation)).Changes);
    }

    /// <summary>Sent again it is answered again and not made again; another request under the key is refused.</summary>
    [Fact]
    public async Task IdempotencyKey_SentAgain_IsMadeOnce()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        var request = Request("k1", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        var first = await ApplyAsync(request);
        await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}");
        var again = await ApplyAsync(request);
        Assert.Equal((true, true, first.Revision), (again.Applied, again.Replayed, again.Revision));
        Assert.False(first.Replayed);
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.Equal(3, await world.RevisionAsync());
        Assert.Equal(ErrorCodes.KeyReused, await JobWorld.CodeAsync(() => ApplyAsync(Request("k1", "user: {id: bob}"))));
        Assert.False((await ApplyAsync(Request("k2", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}"))).Replayed);
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(() => ApplyAsync(Request("", "user: {id: bob}"))));

        // Whoever else chooses the same key has one of his own.
        Assert.False((await ApplyAsync(Request("k1", "user: {id: carla}") with { Actor = "key:other" })).Replayed);

        // A request that was refused has not been made, so that it can be sent again when it can be.
        Assert.False((await ApplyAsync(Request("k3", "delete: 'user:carl'"))).Applied);
        await world.ApplyAsync("user: {id: carl}");
        Assert.True((await ApplyAsync(Request("k3", "delete: 'user:carl'"))).Applied);

        async Task<ApplyResult> ApplyAsync(ApplyRequest sent) => await host.Service.ApplyAsync(world.Tenant, sent, JobWorld.Cancellation);
    }

    /// <summary>Sent by many at once under one key it is made once.</summary>
    [Fact]
    public async Task IdempotencyKey_SentByManyAtOnce_IsMadeOnce()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await host.Service.ApplyAsync(
            world.Tenant, Request("same", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}"), JobWorld.Cancellation)));
        Assert.Single(results, r => !r.Replayed);
        Assert.All(results, r => Assert.Equal((true, 2), (r.Applied, r.Revision)));
        Assert.Equal(2, await world.RevisionAsync());
    }

    /// <summary>Of those who change what they have read, one wins.</summary>
    [Fact]
    public async Task Precondition_OfManyAtOnce_LetsOneThrough()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        var ann = new ObjectRef(ObjectRef.User, "ann");
        var tag = (await host.Service.GetAsync(world.Tenant, ann, JobWorld.Cancellation))!.ETag;
        var codes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                var request = new ApplyRequest([JobWorld.Step($"user: {{id: ann, properties: {{by: {i}}}}}")]) { Preconditions = [new Precondition(ann, [tag])] };
                return (await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation)).Applied ? "applied" : "refused";
            }
            catch (AclException e)
            {
                return e.Code;
            }
        }));
        Assert.Single(codes, c => c == "applied");
        Assert.Equal(9, codes.Count(c => c == ErrorCodes.PreconditionFailed));
        Assert.Equal(ErrorCodes.PreconditionFailed, await TryAsync(new Precondition(ann, null)));
        Assert.Equal(ErrorCodes.PreconditionFailed, await TryAsync(new Precondition(new ObjectRef(ObjectRef.User, "nobody"), [])));
        Assert.Equal("applied", await TryAsync(new Precondition(new ObjectRef(ObjectRef.User, "nobody"), null)));
        Assert.Equal("applied", await TryAsync(new Precondition(ann, [])));

        async Task<string> TryAsync(Precondition precondition)
        {
            try
            {
                var request = new ApplyRequest([JobWorld.Step("user: {id: carl}")]) { Preconditions = [precondition] };
                return (await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation)).Applied ? "applied" : "refused";
            }
            catch (AclException e)
            {
                return e.Code;
            }
        }
    }

    /// <summary>Preconditions tell nobody what he may not change: who may not make the change is denied, and who may can ask only of what he changes.</summary>
    [Fact]
    public async Task Precondition_OfWhatOneMayNotChange_TellsNothing()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: ann}", "user: {id: bob, admin: true}", "resource: {id: 'job:1', owner: 'user:ann'}", "resource: {id: 'job:2'}");
        foreach (var (etags, who) in ((string[]?, string)[])[(null, "bob"), (["x"], "bob"), (null, "nobody"), (["x"], "nobody")])
        {
            var precondition = new Precondition(new ObjectRef(ObjectRef.User, who), etags);
            Assert.Equal(ErrorCodes.Denied, await AsAnnAsync("resource: {id: 'job:1', owner: 'user:ann', namespace: n}", precondition));
            Assert.Equal("refused denied", await AsAnnAsync("user: {id: bob}", precondition));
        }

        var job = new ObjectRef(ObjectRef.Resource, "job:1");
        Assert.Equal(ErrorCodes.PreconditionFailed, await AsAnnAsync("resource: {id: 'job:1', owner: 'user:ann', namespace: n}", new Precondition(job, ["x"])));
        var tag = (await host.Service.GetAsync(world.Tenant, job, JobWorld.Cancellation))!.ETag;
        Assert.Equal("applied", await AsAnnAsync("resource: {id: 'job:1', owner: 'user:ann', namespace: n}", new Precondition(job, [tag])));

        async Task<string> AsAnnAsync(string step, Precondition precondition)
        {
            try
            {
                var result = await host.Service.ApplyAsync(
                    world.Tenant, new ApplyRequest([JobWorld.Step(step) with { As = JobWorld.User("ann") }]) { Preconditions = [precondition] }, JobWorld.Cancellation);
                return result.Applied ? "applied" : $"refused {result.Results[0].Code}";
            }
            catch (AclException e)
            {
                return e.Code;
            }
        }
    }

    /// <summary>A dry run says what would be, and nothing is.</summary>
    [Fact]
    public async Task DryRun_OfAnything_ChangesNothing()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: ann}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1', owner: 'user:ann'}", "resource: {id: 'job:2'}",
            "grant: {resource: 'job:2', to: 'user:ann', actions: [run]}");
        var request = new ApplyRequest([JobWorld.Step("remove: 'user:ann'")]);
        var dry = await host.Service.ApplyAsync(world.Tenant, request with { DryRun = true }, JobWorld.Cancellation);
        Assert.Equal((true, true, 1L), (dry.Applied, dry.DryRun, dry.Revision));
        Assert.Equal(new Removal(1, 0, 0, 0, 1, 1), dry.Results[0].Removal);
        Assert.Equal((1, true), (await world.RevisionAsync(), await world.MayRunAsync("ann", "2")));
        var done = await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation);
        Assert.Equal((dry.Results[0].Removal, 2L), (done.Results[0].Removal, done.Revision));
        Assert.False(await world.MayRunAsync("ann", "2"));
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.Equal(ErrorCodes.NotFound, (await world.TryAsync("remove: 'user:ann'")).Results[0].Code);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("bob", "remove: 'user:ann'")).Status);

        // Somebody nobody stored, who is only named, goes too.
        await world.ApplyAsync("grant: {resource: 'job:2', to: 'user:eve', actions: [run]}");
        Assert.Equal(1, (await world.ApplyAsync("remove: 'user:eve'")).Results[0].Removal!.Entries);
        Assert.False(await world.MayRunAsync("eve", "2"));
    }

    private static ApplyRequest Request(string key, string step) => new([JobWorld.Step(step)]) { IdempotencyKey = key };

    private static async Task<IReadOnlyList<Change>> ChangesAsync(JobWorld world, long since) =>
        (await world.Service.ChangesAsync(world.Tenant, new ChangesRequest(since), JobWorld.Cancellation)).Changes;

    private static IEnumerable<string> Said(Change change) => change.Objects
        .Select(o => $"{o.Ref}: {o.Before?.ToString() ?? "-"} > {o.After?.ToString() ?? "-"}").Order(StringComparer.Ordinal);
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What is stored can be read back as it was written, one by one and in pages, and what is gone is not there.</summary>
/// <param name="host">Who answers.</param>
public abstract class ObjectTests(IHost host)
{

    /// <summary>Every kind of object is read as the value that the step which stores it takes.</summary>
    [Fact]
    public async Task Get_WhatStepsStored_IsTheirValues()
    {
        var world = await JobWorld.MakeAsync(
            host.Service,
            "user: {id: ann, admin: true, properties: {team: risk}}", "user: {id: bob, active: false}", "group: {id: g, members: ['user:ann', 'user:unknown']}",
            "resource: {id: 'folder:f'}", "resource: {id: 'job:1', owner: 'user:ann', parent: 'folder:f', namespace: n, properties: {x: 1}}",
            "acl: {resource: 'job:1', by: 'user:ann', entries: [{subject: 'group:g', effect: deny, actions: [run]}]}");
        Assert.Equal("""{"id":"ann","admin":true,"active":true,"properties":{"team":"risk"}}""", await DocumentAsync(world, "user", "ann"));
        Assert.Equal("""{"id":"bob","admin":false,"active":false}""", await DocumentAsync(world, "user", "bob"));
        Assert.Equal("""{"id":"g"}""", await DocumentAsync(world, "group", "g"));
        Assert.Equal("""{"id":"job:1","owner":"user:ann","parent":"folder:f","namespace":"n","properties":{"x":1}}""", await DocumentAsync(world, "resource", "job:1"));
        Assert.Equal(
            """{"resource":"job:1","by":"user:ann","entries":[{"subject":"group:g","effect":"deny","actions":["run"]}]}""", await DocumentAsync(world, "acl", "job:1"));
        Assert.Equal("""{"group":"group:g","member":"user:ann"}""", await DocumentAsync(world, "member", """["group:g","user:ann"]"""));
        Assert.Null(await DocumentAsync(world, "acl", "folder:f"));
        Assert.Null(await DocumentAsync(world, "user", "unknown"));
        Assert.Null(await DocumentAsync(world, "member", """["group:g","user:bob"]"""));
    }

    /// <summary>Who was deleted is nobody's owner, member or author any more, also when the id comes back.</summary>
    [Fact]
    public async Task Get_AfterADeletion_NamesNobodyOfAnEarlierLife()
    {
        var world = await JobWorld.MakeAsync(
            host.Service,
            "user: {id: ann}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1', owner: 'user:ann'}",
            "acl: {resource: 'job:1', by: 'user:ann', entries: [{subject: 'user:ann', effect: allow, actions: [run]}]}", "delete: 'user:ann'", "user: {id: ann}");
        Assert.Equal("""{"id":"job:1"}""", await DocumentAsync(world, "resource", "job:1"));
        Assert.Equal("""{"resource":"job:1","entries":[]}""", await DocumentAsync(world, "acl", "job:1"));
        Assert.Empty(await PageAsync(world, new BrowseRequest(ObjectRef.Member)));
    }

    /// <summary>The tag is another one when the document is, and only then.</summary>
    [Fact]
    public async Task ETag_OverChanges_FollowsTheDocument()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        var first = await TagAsync();
        await world.ApplyAsync("user: {id: bob}", "group: {id: g, members: ['user:ann']}");
        Assert.Equal(first, await TagAsync());
        await world.ApplyAsync("user: {id: ann, admin: true}");
        Assert.NotEqual(first, await TagAsync());
        await world.ApplyAsync("user: {id: ann}");
        Assert.Equal(first, await TagAsync());

        async Task<string> TagAsync() => (await host.Service.GetAsync(world.Tenant, new ObjectRef("user", "ann"), JobWorld.Cancellation))!.ETag;
    }

    /// <summary>Pages of any size put together are everything, in order, each once; filters leave out the rest.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Browse_PageByPage_IsEverythingOnce(int limit)
    {
        var world = await JobWorld.MakeAsync(
            host.Service,
            [.. Enumerable.Range(0, 7).Select(i => $"user: {{id: 'u{i}'}}"), "group: {id: g, members: ['user:u3', 'user:u1', 'user:u5', 'user:x']}", "group: {id: h, members: ['user:u1']}",
            .. Enumerable.Range(0, 7).Select(i => $"resource: {{id: 'job:{i}', owner: 'user:u{i % 2}'}}"), "resource: {id: 'folder:1', owner: 'user:u1'}"]);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"u{i}"), await PagesAsync(new BrowseRequest("user")));
        Assert.Equal(["folder:1", .. Enumerable.Range(0, 7).Select(i => $"job:{i}")], await PagesAsync(new BrowseRequest("resource")));
        Assert.Equal(["job:1", "job:3", "job:5"], await PagesAsync(new BrowseRequest("resource") { Type = "job", Subject = JobWorld.User("u1") }));
        Assert.Equal(
            ["user:u1", "user:u3", "user:u5", "user:x"],
            (await PagesAsync(new BrowseRequest("member") { Of = new ObjectRef("group", "g") })).Select(id => Json.Parse(id).Items[1].Text));
        Assert.Equal(
            ["group:g", "group:h"], (await PagesAsync(new BrowseRequest("member") { Subject = JobWorld.User("u1") })).Select(id => Json.Parse(id).Items[0].Text));

        async Task<List<string>> PagesAsync(BrowseRequest request)
        {
            var ids = new List<string>();
            string? after = null;
            do
            {
                var page = await host.Service.BrowseAsync(world.Tenant, request with { Limit = limit, After = after }, JobWorld.Cancellation);
                Assert.InRange(page.Items.Count, page.Next is null ? 0 : limit, limit);
                ids.AddRange(page.Items.Select(i => i.Ref.Id));
                after = page.Next;
            }
            while (after is not null);
            return ids;
        }
    }

    /// <summary>Roles, what binds them, and their rules are objects like others.</summary>
    [Fact]
    public async Task Browse_RolesAndBindings_AreFoundByEitherSide()
    {
        var tenant = JobWorld.NewTenant();
        await host.Service.PutTenantAsync(tenant, new TenantDefinition { Model = "slc-hub" }, JobWorld.Cancellation);
        var world = new JobWorld(host.Service, tenant);
        await world.ApplyAsync(
            "role: {name: R, rules: [{object: /A}]}", "role: {name: S, rules: []}", "bind: {role: R, to: ['user:ann', 'group:g'], namespace: n}", "bind: {role: S, to: ['user:ann']}");
        Assert.Equal(["R", "S"], await PageAsync(world, new BrowseRequest("role")));
        Assert.Equal("""{"name":"R","rules":[{"object":"/A"}]}""", await DocumentAsync(world, "role", "R"));
        Assert.Equal(
            ["""["role","R","group:g","n"]""", """["role","R","user:ann","n"]"""], await PageAsync(world, new BrowseRequest("binding") { Of = new ObjectRef("role", "R") }));
        Assert.Equal(
            ["""["role","R","user:ann","n"]""", """["role","S","user:ann",null]"""], await PageAsync(world, new BrowseRequest("binding") { Subject = JobWorld.User("ann") }));
        await world.ApplyAsync("delete: 'role:R'");
        Assert.Equal(["""["role","S","user:ann",null]"""], await PageAsync(world, new BrowseRequest("binding")));
    }

    /// <summary>Those who list a role in their own document are found by it; a role that is made again is another one.</summary>
    [Fact]
    public async Task Browse_UsersOfARole_AreThoseWhoListIt()
    {
        var tenant = JobWorld.NewTenant();
        await host.Service.PutTenantAsync(tenant, new TenantDefinition { Model = "lusid-scheduler" }, JobWorld.Cancellation);
        var world = new JobWorld(host.Service, tenant);
        await world.ApplyAsync(
            "role: {code: r}", "role: {code: s}", "user: {id: ann, roles: [r, s]}", "user: {id: bob, roles: [s]}", "user: {id: cyd}", "bind: {role: r, to: ['user:cyd']}");
        var ofRole = new BrowseRequest("user") { Of = new ObjectRef("role", "r") };
        Assert.Equal(["ann"], await PageAsync(world, ofRole));
        Assert.Equal(["ann", "bob"], await PageAsync(world, ofRole with { Of = new ObjectRef("role", "s") }));
        await world.ApplyAsync("delete: 'role:r'", "role: {code: r}");
        Assert.Empty(await PageAsync(world, ofRole));
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(async () => await host.Service.BrowseAsync(
            world.Tenant, ofRole with { Of = new ObjectRef("group", "g") }, JobWorld.Cancellation)));
    }

    /// <summary>Bad questions have their codes.</summary>
    [Fact]
    public async Task Objects_AskedBadly_AreRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        Assert.Equal(ErrorCodes.InvalidDocument, await GetCodeAsync("policy", "p"));
        Assert.Equal(ErrorCodes.InvalidDocument, await GetCodeAsync("nothing", "p"));
        Assert.Equal(ErrorCodes.InvalidDocument, await GetCodeAsync("member", "[]"));
        Assert.Equal(ErrorCodes.UnknownType, await GetCodeAsync("resource", "ghost:1"));
        Assert.Equal(ErrorCodes.LimitExceeded, await BrowseCodeAsync(new BrowseRequest("user") { Limit = 0 }));
        Assert.Equal(ErrorCodes.LimitExceeded, await BrowseCodeAsync(new BrowseRequest("user") { Limit = int.MaxValue }));
        Assert.Equal(ErrorCodes.InvalidDocument, await BrowseCodeAsync(new BrowseRequest("user") { After = "%" }));
        Assert.Equal(ErrorCodes.InvalidDocument, await BrowseCodeAsync(new BrowseRequest("nothing")));
        Assert.Equal(ErrorCodes.UnknownType, await BrowseCodeAsync(new BrowseRequest("resource") { Type = "ghost" }));
        Assert.Equal(ErrorCodes.RevisionNotReached, await BrowseCodeAsync(new BrowseRequest("user") { AtLeastAsFresh = 2 }));
        Assert.Equal(ErrorCodes.RevisionNotReached, await JobWorld.CodeAsync(async () => await host.Service.CheckAsync(
            world.Tenant, JobWorld.Check("ann", "run", "job:1") with { AtLeastAsFresh = 2 }, JobWorld.Cancellation)));
        var fresh = await host.Service.CheckAsync(world.Tenant, JobWorld.Check("ann", "run", "job:1") with { AtLeastAsFresh = 1 }, JobWorld.Cancellation);
        Assert.Equal(1, fresh.Revision);

        Task<string> GetCodeAsync(string kind, string id) => JobWorld.CodeAsync(async () => await host.Service.GetAsync(world.Tenant, new ObjectRef(kind, id), JobWorld.Cancellation));
        Task<string> BrowseCodeAsync(BrowseRequest request) => JobWorld.CodeAsync(async () => await host.Service.BrowseAsync(world.Tenant, request, JobWorld.Cancellation));
    }

    /// <summary>A key is stored by the system alone, read without what it gives away, and taken away.</summary>
    [Fact]
    public async Task ApiKeys_AreTheSystemsAlone()
    {
        const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: root, admin: true}", $"api_key: {{id: ci, hash: '{Hash}', scope: read}}");
        Assert.Equal($$"""{"id":"ci","hash":"{{Hash}}","scope":"read"}""", await DocumentAsync(world, "api_key", "ci"));
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("root", $"api_key: {{id: mine, hash: '{Hash}', scope: administer}}")).Status);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("root", "delete: 'api_key:ci'")).Status);
        Assert.Equal(ErrorCodes.InvalidDocument, (await world.TryAsync("api_key: {id: ci, hash: secret, scope: read}")).Results[0].Code);
        Assert.Equal(ErrorCodes.InvalidDocument, (await world.TryAsync($"api_key: {{id: ci, hash: '{Hash}', scope: everything}}")).Results[0].Code);
        var changes = await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(0), JobWorld.Cancellation);
        Assert.DoesNotContain(Hash, string.Concat(changes.Changes.SelectMany(c => c.Objects).Select(o => o.After?.ToString())), StringComparison.Ordinal);
        await world.ApplyAsync("delete: 'api_key:ci'");
        Assert.Null(await DocumentAsync(world, "api_key", "ci"));
        Assert.Empty(await PageAsync(world, new BrowseRequest("api_key")));
        Assert.Equal(ErrorCodes.NotFound, (await world.TryAsync("delete: 'api_key:ci'")).Results[0].Code);
    }

    private static async Task<string?> DocumentAsync(JobWorld world, string kind, string id) =>
        (await world.Service.GetAsync(world.Tenant, new ObjectRef(kind, id), JobWorld.Cancellation))?.Document.ToString();

    private static async Task<string[]> PageAsync(JobWorld world, BrowseRequest request) =>
        [.. (await world.Service.BrowseAsync(world.Tenant, request, JobWorld.Cancellation)).Items.Select(i => i.Ref.Id)];
}

using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What is stored is found by parts of its name and by where it lies, page by page, and never more or less than a plain look at everything finds.</summary>
/// <param name="host">Who answers.</param>
public abstract class BrowseTests(IHost host)
{
    private static readonly string[] Steps =
    [
        "user: {id: ann, properties: {name: Ann Lee}}", "user: {id: Joanna}", "user: {id: bob}", "group: {id: planners}", "group: {id: g, members: ['user:named-only']}",
        "resource: {id: 'folder:top', namespace: n}", "resource: {id: 'folder:top/deep', parent: 'folder:top', owner: 'user:ann'}",
        "resource: {id: 'job:Nightly Load', parent: 'folder:top/deep', owner: 'user:ann', namespace: n}",
        "resource: {id: 'job:2', parent: 'folder:top/deep', owner: 'user:bob', properties: {name: the NIGHT before}}",
        "resource: {id: 'job:3', parent: 'folder:top', namespace: m}", "resource: {id: 'job:4'}", "resource: {id: 'job:ünïcode <b>', namespace: n}",
        "acl: {resource: 'job:3', entries: [{subject: 'user:ann', effect: allow, actions: [run]}]}",
        "acl: {resource: 'job:unstored', entries: [{subject: 'user:ann', effect: allow, actions: [run]}]}",
    ];

    /// <summary>Every filter and every two together give what a look at all of the kind gives, in pages of any size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Browse_ByAnyFilters_FindsWhatALookAtEverythingFinds(int limit)
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var all = await AllAsync(world, new BrowseRequest(ObjectRef.Resource), 100);
        string?[] texts = [null, "night", "NIGHT", "job:n", "JOB", "b:2", "folder:top/", "ÜNÏ", "<b>", "nowhere"];
        string?[] parents = [null, "folder:top", "folder:top/deep", "folder:nowhere", "job:2", BrowseRequest.Nothing];
        string?[] namespaces = [null, "n", "x"];
        SubjectRef?[] owners = [null, JobWorld.User("ann"), JobWorld.User("nobody")];
        foreach (var text in texts)
            foreach (var parent in parents)
                foreach (var space in namespaces)
                    foreach (var owner in owners)
                    {
                        var request = new BrowseRequest(ObjectRef.Resource) { Text = text, Parent = parent, Namespace = space, Subject = owner };
                        Assert.Equal(all.Where(item => IsAsked(item, request)).Select(item => item.Ref.Id), (await AllAsync(world, request, limit)).Select(item => item.Ref.Id));
                    }
    }

    /// <summary>A text is looked for in ids and in names; the type alone is nobody's name.</summary>
    [Theory]
    [InlineData("night", "job:2", "job:Nightly Load")]
    [InlineData("ob:n", "job:Nightly Load")]
    [InlineData("job")]
    [InlineData("job:")]
    [InlineData("")]
    public async Task Browse_ByText_LooksIntoIdsAndNames(string text, params string[] found)
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var jobs = await AllAsync(world, new BrowseRequest(ObjectRef.Resource) { Type = "job", Text = text }, 100);
        Assert.Equal(text.Length == 0 ? ["job:2", "job:3", "job:4", "job:Nightly Load", "job:ünïcode <b>"] : found, jobs.Select(item => item.Ref.Id));
    }

    /// <summary>Subjects are found alike, and documents.</summary>
    [Fact]
    public async Task Browse_SubjectsAndDocumentsByText_FindsThem()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        Assert.Equal(["Joanna", "ann"], await IdsAsync(world, new BrowseRequest(ObjectRef.User) { Text = "ANN" }));
        Assert.Equal(["ann"], await IdsAsync(world, new BrowseRequest(ObjectRef.User) { Text = "lee" }));
        Assert.Equal(["ann"], await IdsAsync(world, new BrowseRequest(ObjectRef.User) { Text = "user:ann" }));
        Assert.Empty(await IdsAsync(world, new BrowseRequest(ObjectRef.User) { Text = "user" }));
        Assert.Equal(["planners"], await IdsAsync(world, new BrowseRequest(ObjectRef.Group) { Text = "plan" }));
        Assert.Equal(["job:3"], await IdsAsync(world, new BrowseRequest(ObjectRef.Acl) { Text = "3" }));
        Assert.Equal(["job:3"], await IdsAsync(world, new BrowseRequest(ObjectRef.Acl) { Parent = "folder:top" }));
        var roles = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(roles.Tenant, new TenantDefinition { Model = "slc-hub" }, JobWorld.Cancellation);
        await roles.ApplyAsync("role: {name: Reader, rules: []}", "role: {name: writer, rules: []}");
        Assert.Equal(["Reader"], await IdsAsync(roles, new BrowseRequest("role") { Text = "read" }));
    }

    /// <summary>Of what lies in something it is told what has something in it in turn.</summary>
    [Fact]
    public async Task Browse_WhatLiesInAFolder_SaysWhichAreFolders()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        Assert.Equal(["folder:top"], (await PageAsync(world, new BrowseRequest(ObjectRef.Resource) { Parent = BrowseRequest.Nothing })).Folders);
        Assert.Equal(["folder:top/deep"], (await PageAsync(world, new BrowseRequest(ObjectRef.Resource) { Parent = "folder:top" })).Folders);
        Assert.Empty((await PageAsync(world, new BrowseRequest(ObjectRef.Resource) { Parent = "folder:top/deep" })).Folders);
        await world.ApplyAsync("delete: 'job:2'", "delete: 'job:Nightly Load'");
        Assert.Empty((await PageAsync(world, new BrowseRequest(ObjectRef.Resource) { Parent = "folder:top" })).Folders);
    }

    /// <summary>What cannot be asked of a kind is refused, naming it.</summary>
    [Fact]
    public async Task Browse_ByWhatAKindHasNot_IsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        await RefusedAsync(new BrowseRequest(ObjectRef.User) { Parent = "folder:f" }, "parent");
        await RefusedAsync(new BrowseRequest(ObjectRef.User) { Namespace = "n" }, "namespace");
        await RefusedAsync(new BrowseRequest(ObjectRef.Member) { Text = "a" }, "text");
        await RefusedAsync(new BrowseRequest(ObjectRef.ApiKey) { Text = "a" }, "text");
        await RefusedAsync(new BrowseRequest(ObjectRef.Resource) { Parent = "folder" }, "parent");
        await RefusedAsync(new BrowseRequest(ObjectRef.Resource) { Parent = "ghost:1" }, "parent", ErrorCodes.UnknownType);

        async Task RefusedAsync(BrowseRequest request, string place, string code = ErrorCodes.InvalidDocument)
        {
            var refusal = await Assert.ThrowsAsync<AclException>(() => PageAsync(world, request));
            Assert.Equal((code, place), (refusal.Code, refusal.Place));
        }
    }

    private static bool IsAsked(StoredObject item, BrowseRequest request)
    {
        var (type, id) = item.Ref.Id.Split(':', 2) is [var before, var after] ? (before, after) : ("", "");
        string[] names = [id, item.Document["properties"]?["name"]?.Text ?? ""];
        return (request.Text is not { } text || names.Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase))
                || (item.Ref.Id.Contains(text, StringComparison.OrdinalIgnoreCase) && !$"{type}:".Contains(text, StringComparison.OrdinalIgnoreCase)))
            && (request.Parent is not { } parent || (item.Document["parent"]?.Text ?? BrowseRequest.Nothing) == parent)
            && (request.Namespace is not { } space || item.Document["namespace"]?.Text == space)
            && (request.Subject is not { } owner || item.Document["owner"]?.Text == owner.ToString());
    }

    private static async Task<List<StoredObject>> AllAsync(JobWorld world, BrowseRequest request, int limit)
    {
        var all = new List<StoredObject>();
        do
        {
            var page = await PageAsync(world, request with { Limit = limit });
            Assert.InRange(page.Items.Count, page.Next is null ? 0 : limit, limit);
            Assert.Equal(page.Next is null ? null : IncompleteReasons.PageFull, page.Incomplete);
            all.AddRange(page.Items);
            request = request with { After = page.Next };
        }
        while (request.After is not null);
        return all;
    }

    private static async Task<IEnumerable<string>> IdsAsync(JobWorld world, BrowseRequest request) => (await PageAsync(world, request)).Items.Select(item => item.Ref.Id);

    private static Task<ObjectPage> PageAsync(JobWorld world, BrowseRequest request) => world.Service.BrowseAsync(world.Tenant, request, JobWorld.Cancellation).AsTask();
}

using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Where resources are URIs, their paths make a tree that can be gone down level by level, over paths too that are not stored themselves.</summary>
/// <param name="host">Who answers.</param>
public abstract class PathTests(IHost host)
{
    private static readonly string[] Paths = ["c/o/p", "c/o/p/models", "c/o/p/models/a", "c/o/p-2", "c/o/p/data/x/y", "d/o/p/only", "e"];

    /// <summary>Each level holds what is stored one segment below, and says what has something below it, in pages of any size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Browse_PathByPath_GoesDownTheTree(int limit)
    {
        var world = await MakeAsync();
        Assert.Equal(("e", "c d"), await LevelAsync("storage:"));
        Assert.Equal(("", "c/o"), await LevelAsync("storage://c"));
        Assert.Equal(("c/o/p c/o/p-2", "c/o/p"), await LevelAsync("storage://c/o"));
        Assert.Equal(("c/o/p/models", "c/o/p/data c/o/p/models"), await LevelAsync("storage://c/o/p"));
        Assert.Equal(("", "c/o/p/data/x"), await LevelAsync("storage://c/o/p/data"));
        Assert.Equal(("c/o/p/data/x/y", ""), await LevelAsync("storage://c/o/p/data/x"));
        Assert.Equal(("", ""), await LevelAsync("storage://e"));
        Assert.Equal(("", ""), await LevelAsync("storage://nowhere"));

        async Task<(string Items, string Folders)> LevelAsync(string parent)
        {
            var (items, folders) = (new List<string>(), new List<string>());
            var request = new BrowseRequest(ObjectRef.Resource) { Type = "storage", Parent = parent, Limit = limit };
            do
            {
                var page = await world.Service.BrowseAsync(world.Tenant, request, JobWorld.Cancellation);
                Assert.InRange(page.Items.Select(item => item.Ref.Id).Union(page.Folders).Count(), page.Next is null ? 0 : limit, limit);
                items.AddRange(page.Items.Select(item => item.Ref.Id));
                folders.AddRange(page.Folders);
                request = request with { After = page.Next };
            }
            while (request.After is not null);
            return (Short(items), Short(folders));
        }
    }

    /// <summary>What has gone leaves no folder behind, and what comes makes one.</summary>
    [Fact]
    public async Task Folders_FollowWhatIsStored()
    {
        var world = await MakeAsync();
        await world.ApplyAsync("delete: 'storage://d/o/p/only'", "resource: {id: 'storage://f/g'}");
        var top = await world.Service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = "storage:" }, JobWorld.Cancellation);
        Assert.Equal("c f", Short(top.Folders));
    }

    /// <summary>Of all schemes the first segments lie in nothing; and who filters is told of no path that is not stored.</summary>
    [Fact]
    public async Task Browse_WhatLiesInNothing_IsTheFirstSegments()
    {
        var world = await MakeAsync();
        var top = await world.Service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = BrowseRequest.Nothing }, JobWorld.Cancellation);
        Assert.Equal(["storage://e"], top.Items.Select(item => item.Ref.Id));
        Assert.Equal(["job://c", "storage://c", "storage://d"], top.Folders);
        var filtered = await world.Service.BrowseAsync(
            world.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = "storage://c/o", Text = "p" }, JobWorld.Cancellation);
        Assert.Equal("c/o/p c/o/p-2", Short(filtered.Items.Select(item => item.Ref.Id)));
        Assert.Equal("c/o/p", Short(filtered.Folders));
    }

    private static string Short(IEnumerable<string> references) => string.Join(' ', references.Select(reference => reference["storage://".Length..]));

    private async Task<JobWorld> MakeAsync()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "apolo" }, JobWorld.Cancellation);
        await world.ApplyAsync([.. Paths.Select(path => $"resource: {{id: 'storage://{path}'}}"), "resource: {id: 'job://c/o/p/1'}"]);
        return world;
    }
}

using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// A grain that is active twice, or whose storage somebody else has written: the ETag lets one of them win. No acknowledged write is lost,
/// none is half made, and the loser fails with a clear code and reads again. Two clusters over one storage have every grain twice.
/// </summary>
public sealed class DuplicateTests
{
    /// <summary>Whoever is told that his change was made finds it made.</summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenant")]
    [InlineData("resource")]
    [InlineData("principal")]
    [InlineData("shard")]
    public async Task Apply_TheStateHasAnotherETag_IsAnErrorOnceAndThenGoesOn(string state)
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(
            cluster.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}", "resource: {id: 'job:2', owner: 'user:ann'}");
        Assert.True(cluster.Storage.Touch(call => call.Is(state)) > 0);
        string[] change =
        [
            "grant: {resource: 'job:1', to: 'group:g', actions: [run]}", "group: {id: g, members: ['user:ann', 'user:bob']}", "user: {id: bob}",
            "user: {id: ann}", .. Enumerable.Range(10, 40).Select(i => $"resource: {{id: 'job:{i}', owner: 'user:bob'}}"),
        ];
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => world.ApplyAsync(change)));
        // Of the tenant's own state the change never was; of any other it is finished whole.
        var holds = state != "tenant";
        foreach (var asked in cluster.Everywhere().Select(world.On))
        {
            Assert.Equal(holds, await Attempts.UntilAnsweredAsync(() => asked.MayRunAsync("bob", "1")));
            Assert.Equal(holds ? 41 : 0, (await Attempts.UntilAnsweredAsync(() => asked.JobsAsync("bob"))).Length);
        }

        await Attempts.UntilDoneAsync(() => world.ApplyAsync("resource: {id: 'job:3', owner: 'user:ann'}"));
        Assert.True(await world.MayRunAsync("ann", "3"));
        Assert.True(await world.MayRunAsync("ann", "2"));
    }

    /// <summary>Both clusters add their own new things in turn; in the end all that was acknowledged is there, in each of them.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Apply_InTwoClustersOverOneStorage_LosesNoAcknowledgedResource()
    {
        var storage = new SharedStorage();
        await using var one = await Cluster.StartAsync(1, storage);
        await using var two = await Cluster.StartAsync(1, storage);
        var world = await JobWorld.MakeAsync(one.Service);
        JobWorld[] both = [world.On(one.Service), world.On(two.Service)];
        var acknowledged = new HashSet<string>();
        var refused = 0;
        for (var i = 0; acknowledged.Count < 12; i++)
        {
            var job = $"{i:D3}";
            if (await Attempts.TryAsync(() => both[i % 2].ApplyAsync($"resource: {{id: 'job:{job}', owner: 'user:ann'}}", $"resource: {{id: 'folder:{job}', owner: 'user:ann'}}"))) acknowledged.Add(job);
            else refused++;
        }

        Assert.True(refused > 0, "the clusters never met");
        await RestartedHoldsAsync(storage, world, acknowledged);
    }

    /// <summary>All silos gone, a new one reads what there is: every acknowledged resource, whole.</summary>
    private static async Task RestartedHoldsAsync(SharedStorage storage, JobWorld world, HashSet<string> acknowledged)
    {
        await using var after = await Cluster.StartAsync(1, storage);
        world = world.On(after.Service);
        foreach (var job in acknowledged)
        {
            Assert.True(await world.MayRunAsync("ann", job), $"job:{job} is lost");
            Assert.True(await world.MayAsync("ann", "run", $"folder:{job}"), $"half of the change is lost: folder:{job}");
        }

        Assert.Superset(acknowledged, (await world.JobsAsync("ann")).ToHashSet());
    }

    /// <summary>
    /// One cluster has the grains of a resource and of a user in memory while the other changes both, and something else after that. Then the
    /// first one changes them too: on what is stored, not on what it remembers.
    /// </summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run]}", "grant: {resource: 'job:1', to: 'user:bob', actions: [run]}")]
    [InlineData("group: {id: first, members: ['user:ann']}", "group: {id: second, members: ['user:ann']}")]
    public async Task Apply_ToWhatAnotherClusterHasChanged_LosesNeitherChange(string theirs, string ours)
    {
        var storage = new SharedStorage();
        await using var one = await Cluster.StartAsync(1, storage);
        await using var two = await Cluster.StartAsync(1, storage);
        var world = await JobWorld.MakeAsync(
            one.Service, "user: {id: ann}", "user: {id: bob}", "group: {id: first}", "group: {id: second}", "resource: {id: 'job:1'}", "resource: {id: 'job:2'}", "resource: {id: 'job:3'}",
            "grant: {resource: 'job:2', to: 'group:first', actions: [run]}", "grant: {resource: 'job:3', to: 'group:second', actions: [run]}");
        var other = world.On(two.Service);
        await other.ApplyAsync(theirs);
        await other.ApplyAsync("resource: {id: 'job:other'}");
        await Attempts.UntilDoneAsync(() => world.ApplyAsync(ours));

        await using var after = await Cluster.StartAsync(1, storage);
        world = world.On(after.Service);
        var expected = theirs.StartsWith("grant", StringComparison.Ordinal) ? (string[])["1 ann", "1 bob"] : ["2 ann", "3 ann"];
        var found = new List<string>();
        foreach (var job in (string[])["1", "2", "3"]) found.AddRange((await world.RunnersAsync(job)).Select(user => $"{job} {user}"));
        Assert.Equal(expected, found);
    }
}

using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A group of any size: no state near what storage takes for one grain, and one member more or less costs the same.</summary>
/// <remarks>
/// A million is planned in <c>RosterTests</c>, which stores nothing, and is loaded into a silo by <c>ClusterBench members</c>, which takes longer than a test may.
/// Here are the sizes below it.
/// </remarks>
public sealed class MemberScaleTests
{
    /// <summary>Azure Table takes 960 KiB for one grain; nothing of ours comes near.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>How many members one step brings here.</summary>
    private const int Step = 5_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    public async Task Group_OfAnySize_StaysInSmallStatesAndKnowsItsMembers(int members)
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service);
        await world.ApplyAsync("group: {id: g}", "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        for (var first = 0; first < members; first += Step)
            await world.ApplyAsync($"members: {{group: g, add: [{Users(first, Math.Min(members, first + Step))}]}}");

        foreach (var member in (int[])[0, members / 2, members - 1])
            Assert.Equal(member >= 0 && member < members, await world.MayRunAsync($"{member}", "1"));
        Assert.False(await world.MayRunAsync($"{members}", "1"));

        var (writes, largest) = (cluster.Storage.Writes, cluster.Storage.Largest);
        Assert.InRange(largest, 1, MostBytes);
        await world.ApplyAsync("members: {group: g, add: ['user:one-more']}");
        Assert.True(await world.MayRunAsync("one-more", "1"));
        await world.ApplyAsync("members: {group: g, remove: ['user:one-more']}");
        Assert.False(await world.MayRunAsync("one-more", "1"));
        // The change itself twice, the member, two shards and their first one: no more with a million than with none.
        Assert.InRange(cluster.Storage.Writes - writes, 1, 16);
    }

    /// <summary>A grain that is still active has its state and does not read it again; so what is read tells who was let go.</summary>
    [Theory]
    [InlineData(100, 0)]
    [InlineData(1_000, 1_000)]
    public async Task Members_OfOneChange_StayActiveOnlyIfTheyAreFew(int members, int readAgain)
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service);
        await world.ApplyAsync("group: {id: g}", $"members: {{group: g, add: [{Users(0, members)}]}}");
        var reads = 0;
        cluster.Storage.BeforeRead = call =>
        {
            if (call.Is("principal") && call.Grain.Key.ToString()!.Contains("/user:", StringComparison.Ordinal)) Interlocked.Increment(ref reads);
            return Task.CompletedTask;
        };
        await world.ApplyAsync($"members: {{group: g, remove: [{Users(0, members)}]}}");
        Assert.Equal(readAgain, reads);
    }

    [Fact]
    public async Task Group_OfThousands_IsReplacedAndDeletedWhole()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(cluster.Service);
        await world.ApplyAsync("resource: {id: 'job:1'}", $"group: {{id: g, members: [{Users(0, 3_000)}]}}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        await world.ApplyAsync($"group: {{id: g, members: [{Users(2_990, 3_010)}]}}");
        for (var user = 2_980; user < 3_015; user++) Assert.Equal(user is >= 2_990 and < 3_010, await world.MayRunAsync($"{user}", "1"));
        await world.ApplyAsync("delete: 'group:g'");
        Assert.False(await world.MayRunAsync("3000", "1"));
        // A group of the same name is another group: it has no members, and the entry speaks of the first.
        await world.ApplyAsync("group: {id: g, members: ['user:3001']}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        Assert.False(await world.MayRunAsync("3000", "1"));
        Assert.True(await world.MayRunAsync("3001", "1"));
    }

    [Fact]
    public async Task Resource_WithThousandsOfEntries_StaysInSmallStates()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service);
        await world.ApplyAsync("resource: {id: 'job:1'}");
        for (var first = 0; first < 4_000; first += 500)
            await world.ApplyAsync([.. Enumerable.Range(first, 500).Select(i => $"grant: {{resource: 'job:1', to: 'user:{i}', actions: [run]}}")]);
        Assert.InRange(cluster.Storage.Largest, 1, MostBytes);
        foreach (var user in (int[])[0, 2_000, 3_999]) Assert.True(await world.MayRunAsync($"{user}", "1"));
        await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:2000', actions: [run]}");
        Assert.False(await world.MayRunAsync("2000", "1"));
        Assert.True(await world.MayRunAsync("2001", "1"));
    }

    private static string Users(int first, int end) => string.Join(", ", Enumerable.Range(first, end - first).Select(i => $"'user:{i}'"));
}

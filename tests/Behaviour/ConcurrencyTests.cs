namespace OrleansAcl.Behaviour;

/// <summary>FRESH, and all of a change or nothing of it, while many ask and change at once.</summary>
/// <param name="host">Who answers.</param>
public abstract class ConcurrencyTests(IHost host)
{
    /// <summary>
    /// A change takes ann out of the group and lets the group run the job, or undoes both. She may never run it: a reader that saw half of
    /// either would let her.
    /// </summary>
    [Fact]
    public async Task Check_WhileTwoEntitiesChangeTogether_NeverSeesHalfOfAChange()
    {
        var world = await JobWorld.MakeAsync(host.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var (asked, allowed) = (0L, 0L);
            while (!done.IsCancellationRequested || asked == 0)
            {
                if (await world.MayRunAsync("ann", "1")) allowed++;
                asked++;
            }

            return (asked, allowed);
        })).ToArray();
        try
        {
            for (var i = 0; i < host.Rounds; i++)
            {
                await world.ApplyAsync("group: {id: g, members: []}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
                await world.ApplyAsync("revoke: {resource: 'job:1', from: 'group:g', actions: [run]}", "group: {id: g, members: ['user:ann']}");
            }
        }
        finally
        {
            await done.CancelAsync();
        }

        foreach (var (asked, allowed) in await Task.WhenAll(readers)) Assert.True(allowed == 0, $"{allowed} of {asked} checks saw half of a change");
    }

    /// <summary>Each writer sees its own change at once, whatever the other writers do.</summary>
    [Fact]
    public async Task Check_RightAfterAnAcknowledgedRevocation_NeverSeesTheOldState()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < host.Rounds / 4; i++)
            {
                await world.ApplyAsync(
                    $"group: {{id: g{w}, members: ['user:u{w}']}}", $"grant: {{resource: 'job:1', to: 'group:g{w}', actions: [run]}}");
                Assert.True(await world.MayRunAsync($"u{w}", "1"));
                await world.ApplyAsync($"group: {{id: g{w}, members: []}}");
                Assert.False(await world.MayRunAsync($"u{w}", "1"));
            }
        })));
    }

    /// <summary>Every writer adds to the same list; what all were told is all there, once.</summary>
    [Fact]
    public async Task Grant_ManyWritersOnOneResource_LosesNone()
    {
        const int writers = 8;
        var each = host.Rounds / 20;
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        var revisions = await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var i = 0; i < each; i++)
                mine.Add((await world.ApplyAsync($"user: {{id: u{w}-{i}}}", $"grant: {{resource: 'job:1', to: 'user:u{w}-{i}', actions: [run]}}")).Revision);
            return mine;
        })));
        var expected = Enumerable.Range(0, writers).SelectMany(w => Enumerable.Range(0, each).Select(i => $"u{w}-{i}")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, await world.RunnersAsync("1"));
        Assert.Equal(Enumerable.Range(2, writers * each).Select(i => (long)i), revisions.SelectMany(r => r).Order());
    }

    /// <summary>Whoever makes the tenant, and however often, what is written to it stays.</summary>
    [Fact]
    public async Task PutTenant_TheSameTwiceAtOnce_KeepsWhatIsWrittenToIt()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        for (var i = 0; i < host.Rounds / 15; i++)
        {
            var makers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await world.PutAsync())).ToArray();
            await makers[0];
            await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
            await Task.WhenAll(makers);
            Assert.True(await world.MayRunAsync("ann", "1"));
            Assert.True(await world.DeleteAsync());
        }
    }
}

using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A store that takes its time, or cannot remove what is no longer needed, still serves.</summary>
public sealed class SlowStoreTests
{
    /// <summary>A user whose document needs pages, and so does the intent that describes it.</summary>
    private static string LongUser(int change) =>
        $"user: {{id: long, properties: {{{string.Join(", ", Enumerable.Range(0, 4_000).Select(i => $"property-number-{i}: value-{change}-{i}"))}}}}}";

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Apply_WhatItReplacedCannotBeCleared_IsAcknowledged()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service, LongUser(1), "resource: {id: 'job:1'}");
        var refused = 0;
        cluster.Storage.BeforeClear = SharedStorage.Refuse(call => call.Is("page") && Interlocked.Increment(ref refused) > 0);
        var error = await Record.ExceptionAsync(() => world.ApplyAsync(LongUser(2), "resource: {id: 'job:1', owner: 'user:long'}"));
        cluster.Storage.BeforeClear = null;
        Assert.True(error is null, $"{error?.GetType().Name}: {error?.Message}");
        Assert.True(refused > 0);
        Assert.True(await world.MayRunAsync("long", "1"));
        await world.ApplyAsync(LongUser(3));
    }

    /// <summary>The tenant's grain must make sure of itself before it gives a lease. When that takes more than half a lease, what is left is given.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_ReadsTakeLongerThanHalfALease_IsAnswered()
    {
        var time = new ShiftedTime();
        var options = Cluster.Options with { Lease = TimeSpan.FromSeconds(10) };
        await using var cluster = await Cluster.StartAsync(1, options: options, time: time);
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        var reads = 0;
        cluster.Storage.BeforeRead = call =>
        {
            if (!call.Is("tenant")) return Task.CompletedTask;
            if (Interlocked.Increment(ref reads) > 10) throw new IOException("the store is tired of being read");
            time.Forward(0.6 * options.Lease);
            return Task.CompletedTask;
        };
        time.Forward(1.1 * options.Lease);
        Assert.True(await world.MayRunAsync("ann", "1"));
        // Once for this check, and perhaps once more for the next: what was left of the lease is less than half of it.
        Assert.InRange(Volatile.Read(ref reads), 1, 2);
    }
}

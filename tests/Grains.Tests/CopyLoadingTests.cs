using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>ONE-ANSWER while a silo's copy takes entities in: what is half there, half written or overtaken is never answered from.</summary>
public sealed class CopyLoadingTests
{
    private const int Jobs = 16;
    private const int Users = 80;

    /// <summary>
    /// Each job has a grain of its own, so that one asks while another takes in what both need. The users have much to take in, and are
    /// inactive: to have one's entries without that would be to be allowed.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_OfAnInactiveUserWhileHeIsTakenIn_IsNeverAllowed()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(
            cluster.Service, ["resource: {id: 'folder:f'}", .. Enumerable.Range(0, Jobs).Select(job => $"resource: {{id: 'job:{job}', parent: 'folder:f'}}")]);
        var properties = string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"p{i}: v{i}"));
        for (var user = 0; user < Users; user++)
            await world.ApplyAsync(
                $"user: {{id: u{user}, active: false, properties: {{{properties}}}}}", $"grant: {{resource: 'folder:f', to: 'user:u{user}', actions: [run]}}");
        var asked = world.On(cluster.On(cluster.Silos[0]));
        async Task<bool> IsEverAllowedAsync(int user, int job)
        {
            for (var i = 0; i < 20; i++)
                if (await asked.MayRunAsync($"u{user}", $"{job}")) return true;
            return false;
        }

        var (allowed, still) = (0, 0);
        for (var user = 0; user < Users; user++)
            allowed += (await Task.WhenAll(Enumerable.Range(0, Jobs).Select(job => Task.Run(() => IsEverAllowedAsync(user, job))))).Count(ever => ever);
        for (var user = 0; user < Users; user++)
            if (await asked.MayRunAsync($"u{user}", "1")) still++;
        Assert.True(allowed == 0 && still == 0, $"{allowed} jobs were allowed while a user was taken in, and {still} users are still allowed afterwards");
    }

    /// <summary>
    /// A change of two users is held up between them. The first, in the store already as the change makes her, is inactive before it and after
    /// it, and may do nothing meanwhile.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_BetweenTheWriteOfAnEntityAndTheNewsOfIt_SeesTheStateBeforeOrAfter()
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage))
            world = await JobWorld.MakeAsync(
                warm.Service, "user: {id: eve, active: false}", "user: {id: adam}",
                "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'user:eve', actions: [run]}");
        await using var cold = await Cluster.StartAsync(1, storage, options: Cluster.Options with { Lease = TimeSpan.FromSeconds(10) });
        world = world.On(cold.Service);
        // The silo has a lease and a copy, in which eve is not yet.
        Assert.False(await world.MayRunAsync("somebody", "1"));

        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        storage.AfterWrite = call =>
        {
            if (call.Is("principal", "user:eve")) written.TrySetResult();
            return Task.CompletedTask;
        };
        storage.BeforeWrite = call => call.Is("principal", "user:adam") ? hold.Task : Task.CompletedTask;
        var change = world.ApplyAsync("user: {id: eve, active: false, properties: {team: a}}", "user: {id: adam, properties: {team: b}}");
        await written.Task;
        storage.BeforeRead = call =>
        {
            if (call.Is("principal", "user:eve")) read.TrySetResult();
            return Task.CompletedTask;
        };
        var asked = world.MayRunAsync("eve", "1");
        await Task.WhenAny(read.Task, asked);
        // What was read of her is there long before so many others are, who need to be read as well.
        for (var i = 0; i < 50; i++) Assert.False(await world.MayRunAsync($"stranger{i}", "1"));
        Assert.False(change.IsCompleted);
        if (asked.IsCompleted) Assert.False(await asked, "an inactive user was allowed");
        hold.SetResult();
        await change;
        Assert.False(await asked, "an inactive user was allowed");
        Assert.False(await world.MayRunAsync("eve", "1"), "an inactive user is allowed after the change");
    }

    /// <summary>Two clusters on one storage stand for the halves of one that has come apart: each has an activation of the entity.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Load_FromAGrainThatAnotherActivationHasOvertaken_IsNotStale()
    {
        var storage = new SharedStorage();
        await using var one = await Cluster.StartAsync(1, storage);
        var world = await JobWorld.MakeAsync(one.Service, "user: {id: ann, active: true}");
        var user = one.Grains.GetGrain<IPrincipalGrain>($"{world.Tenant.Value}#1/user:ann");
        Assert.Contains("\"active\":true", (await user.LoadAsync()).Body);
        await using var two = await Cluster.StartAsync(1, storage);
        await Attempts.UntilDoneAsync(() => world.On(two.Service).ApplyAsync("user: {id: ann, active: false}"));
        Assert.Contains("\"active\":false", (await user.LoadAsync()).Body);
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_BetweenTheWriteOfAnIndexAndTheNewsOfIt_IsOfTheStateBeforeOrAfter()
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage))
            world = await JobWorld.MakeAsync(
                warm.Service, "user: {id: adam}", "resource: {id: 'job:1', owner: 'user:ann'}", "resource: {id: 'job:2', owner: 'user:ann'}", "resource: {id: 'job:3'}");
        await using var cold = await Cluster.StartAsync(1, storage, options: Cluster.Options with { Lease = TimeSpan.FromSeconds(10) });
        world = world.On(cold.Service);
        // The silo has a copy with the third job in it, and not the others.
        Assert.False(await world.MayRunAsync("ann", "3"));

        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        storage.AfterWrite = call =>
        {
            if (call.Is("shard", "5-resource/job")) written.TrySetResult();
            return Task.CompletedTask;
        };
        storage.BeforeWrite = call => call.Is("principal", "user:adam") ? hold.Task : Task.CompletedTask;
        var change = world.ApplyAsync("delete: 'job:1'", "grant: {resource: 'job:3', to: 'user:ann', actions: [run]}", "user: {id: adam, properties: {team: b}}");
        await written.Task;
        var asked = cold.Service.ListAsync(world.Tenant, new ListRequest(JobWorld.User("ann"), "run", "job"), JobWorld.Cancellation).AsTask();
        for (var i = 0; i < 50; i++) Assert.False(await world.MayRunAsync($"stranger{i}", "2"));
        Assert.False(change.IsCompleted);
        hold.SetResult();
        await change;
        var listed = string.Join(' ', await asked);
        Assert.True(listed is "job:1 job:2" or "job:2 job:3", listed);
    }
}

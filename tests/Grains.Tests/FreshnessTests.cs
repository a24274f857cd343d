using Orleans.Runtime;
using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>FRESH: once a change has returned, no check on any silo that begins afterwards sees the state before it.</summary>
public sealed class FreshnessTests
{
    private const string GroupMayRun = "grant: {resource: 'folder:f', to: 'group:outer', actions: [run]}";

    private static Task<JobWorld> MakeAsync(Cluster cluster) => JobWorld.MakeAsync(
        cluster.Service, "group: {id: inner, members: ['user:ann']}", "group: {id: outer, members: ['group:inner']}",
        "resource: {id: 'folder:f'}", "resource: {id: 'job:1', parent: 'folder:f'}", GroupMayRun);

    /// <summary>In turn through the member's group, the folder's entries, and the nesting of groups.</summary>
    private static (string Revoke, string Restore) Change(int round) => (round % 3) switch
    {
        0 => ("group: {id: inner, members: []}", "group: {id: inner, members: ['user:ann']}"),
        1 => ("revoke: {resource: 'folder:f', from: 'group:outer', actions: [run]}", GroupMayRun),
        _ => ("group: {id: outer, members: []}", "group: {id: outer, members: ['group:inner']}"),
    };

    /// <summary>By the grain of the resource, which is on one silo, and by the silo that is asked.</summary>
    private static Task<bool>[] Ask(JobWorld world) => [world.MayRunAsync("ann", "1"), world.MayRunInBatchAsync("ann", "1")];

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(1, 500)]
    [InlineData(2, 1_000)]
    [InlineData(3, 1_500)]
    public async Task Check_OnEverySiloRightAfterARevocation_NeverSeesTheOldState(short silos, int rounds)
    {
        await using var cluster = await Cluster.StartAsync(silos);
        var world = await MakeAsync(cluster);
        var everywhere = cluster.Everywhere().Select(world.On).ToList();
        Task<bool[]> AskAsync() => Task.WhenAll(everywhere.SelectMany(Ask));
        await using var load = await Checkers.StartAsync(cluster, world);
        for (var round = 0; round < rounds; round++)
        {
            var (revoke, restore) = Change(round);
            await everywhere[round % everywhere.Count].ApplyAsync(revoke);
            Assert.All(await AskAsync(), Assert.False);
            await everywhere[round % everywhere.Count].ApplyAsync(restore);
            Assert.All(await AskAsync(), Assert.True);
        }

        Assert.Equal(0, load.Faults);
        Assert.True(load.Answered > rounds);
    }

    /// <summary>
    /// A silo that cannot be told of changes, or does not say that it was: a change is acknowledged when that silo cannot answer any more
    /// from before it, and not for ever later.
    /// </summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_OnASiloThatCannotBeTold_NeverSeesTheOldState(bool fails)
    {
        SiloAddress? untold = null;
        var never = new TaskCompletionSource();
        await using var cluster = await Cluster.StartAsync(3, telling: silo =>
            !silo.Equals(untold) ? Task.CompletedTask : fails ? Task.FromException(new TimeoutException("not told")) : never.Task);
        var world = await MakeAsync(cluster);
        var home = await cluster.SiloOfAsync(world.Tenant);
        var deaf = cluster.Silos.First(silo => silo != home);
        untold = deaf.SiloAddress;
        var asked = world.On(cluster.On(deaf));
        for (var round = 0; round < 3; round++)
        {
            var (revoke, restore) = Change(round);
            Assert.True(await asked.MayRunInBatchAsync("ann", "1"));
            var change = world.ApplyAsync(revoke);
            // It goes on answering meanwhile, one or the other.
            for (var before = true; before && !change.IsCompleted;) before = await asked.MayRunInBatchAsync("ann", "1");
            await change;
            Assert.All(await Task.WhenAll(cluster.Everywhere().SelectMany(s => Ask(world.On(s)))), Assert.False);
            await world.ApplyAsync(restore);
        }
    }

    /// <summary>Who else can answer a check from a copy: batches, explanations, lists and tasks.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Questions_OfEveryKindRightAfterARevocation_NeverSeeTheOldState()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await MakeAsync(cluster);
        await world.ApplyAsync("user: {id: ann}");
        var everywhere = cluster.Everywhere().Select(world.On).ToList();
        for (var round = 0; round < 100; round++)
        {
            var (revoke, restore) = Change(round);
            await world.ApplyAsync(revoke);
            foreach (var asked in everywhere) Assert.All(await AnswersAsync(asked), Assert.False);
            await world.ApplyAsync(restore);
            foreach (var asked in everywhere) Assert.All(await AnswersAsync(asked), Assert.True);
        }
    }

    private static async Task<bool[]> AnswersAsync(JobWorld world)
    {
        var (service, tenant, check) = (world.Service, world.Tenant, JobWorld.Check("ann", "run", "job:1"));
        return
        [
            (await service.CheckManyAsync(tenant, [check], JobWorld.Cancellation))[0].Decision.Allowed,
            (await service.ExplainAsync(tenant, check, JobWorld.Cancellation)).Allowed,
            (await world.JobsAsync("ann")).Contains("1"),
            (await world.RunnersAsync("1")).Contains("ann"),
            (await service.ActionsAsync(tenant, new(check.Subject, new("job", "1")), JobWorld.Cancellation)).Contains("run"),
        ];
    }

    /// <summary>
    /// Revocations go on while silos come and go. What was not acknowledged is done again until it is; after that every answer must be the
    /// new one, on the silo that is being killed too, or there is none.
    /// </summary>
    private sealed class Revocations(Cluster cluster, JobWorld world)
    {
        private int _round;

        /// <summary>Answers that came after an acknowledged revocation.</summary>
        public int Answered { get; private set; }

        /// <summary>Makes rounds while something goes on, and then some more.</summary>
        public async Task DuringAsync(Task something, int more = 50)
        {
            while (!something.IsCompleted) await RoundAsync();
            await something;
            await ManyAsync(more);
        }

        public async Task ManyAsync(int rounds)
        {
            for (var i = 0; i < rounds; i++) await RoundAsync();
        }

        private async Task RoundAsync()
        {
            // By membership, which can be said twice.
            var (revoke, restore) = Change(_round++ % 2 * 2);
            await ChangeAsync(revoke);
            foreach (var asked in cluster.Everywhere().Select(world.On))
                foreach (var ask in (Func<string, string, Task<bool>>[])[asked.MayRunAsync, asked.MayRunInBatchAsync])
                {
                    if (await AskAsync(() => ask("ann", "1")) is not { } allowed) continue;
                    Assert.False(allowed, $"stale after {_round} revocations");
                    Answered++;
                }

            await ChangeAsync(restore);
        }

        private async Task ChangeAsync(string step)
        {
            // Through whichever silo is left.
            await Attempts.UntilDoneAsync(() => world.ApplyAsync(step));
        }

        /// <summary>A silo that is being killed may fail in ways of its own, but not answer wrongly.</summary>
        private static async Task<bool?> AskAsync(Func<Task<bool>> ask)
        {
            try
            {
                return await Attempts.AskAsync(ask);
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                return null;
            }
        }
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Check_WhileASiloIsKilled_NeverSeesTheOldState(bool theTenants)
    {
        await using var cluster = await Cluster.StartAsync(3, patience: Cluster.Patience);
        var world = await MakeAsync(cluster);
        var revocations = new Revocations(cluster, world);
        await revocations.ManyAsync(50);
        var home = await cluster.SiloOfAsync(world.Tenant);
        var victim = theTenants ? home : cluster.Silos.First(silo => silo != home);
        await revocations.DuringAsync(Task.Run(() => cluster.KillAsync(victim), JobWorld.Cancellation));
        Assert.Equal(2, cluster.Silos.Count);
        Assert.True(revocations.Answered >= 100 * 3 * 2, $"only {revocations.Answered} answers");
        if (theTenants) Assert.NotEqual(victim, await cluster.SiloOfAsync(world.Tenant));
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_WhileSilosJoin_NeverSeesTheOldState()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await MakeAsync(cluster);
        await using var load = await Checkers.StartAsync(cluster, world);
        var revocations = new Revocations(cluster, world);
        for (var i = 0; i < 2; i++)
        {
            var joining = Task.Run(() => cluster.AddAsync(), JobWorld.Cancellation);
            await revocations.DuringAsync(joining);
            load.Add(cluster.On(await joining));
        }

        await load.UntilAnsweredAsync(100);
        await revocations.ManyAsync(50);
        Assert.Equal(3, cluster.Silos.Count);
    }

    /// <summary>A change fails, so that the tenant's grain begins anew while silos still answer under the leases it gave before.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_RightAfterTheChangeAfterAFailedOne_NeverSeesTheOldState()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var world = await MakeAsync(cluster);
        for (var round = 0; round < 6; round++)
        {
            var (revoke, restore) = Change(round);
            Assert.All(await Task.WhenAll(cluster.Everywhere().SelectMany(s => Ask(world.On(s)))), Assert.True);
            cluster.Storage.BeforeWrite = SharedStorage.Refuse(call => call.Is("tenant"));
            await Attempts.FaultsAsync(() => world.ApplyAsync("user: {id: eve}"));
            cluster.Storage.BeforeWrite = null;
            await Attempts.UntilDoneAsync(() => world.ApplyAsync(revoke));
            var answers = await Task.WhenAll(cluster.Everywhere().SelectMany(s => Ask(world.On(s))).Select(answer => Attempts.AskAsync(() => answer)));
            Assert.DoesNotContain(true, answers);
            await Attempts.UntilDoneAsync(() => world.ApplyAsync(restore));
        }
    }

    /// <summary>The tenant's grain goes and is activated again; what its earlier activations leased still counts.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_WhileTheTenantsGrainIsActivatedAgain_NeverSeesTheOldState()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var world = await MakeAsync(cluster);
        var revocations = new Revocations(cluster, world);
        for (var i = 0; i < 4; i++) await revocations.DuringAsync(cluster.DeactivateAsync(world.Tenant), 20);
    }
}

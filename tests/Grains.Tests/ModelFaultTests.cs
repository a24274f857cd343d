using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>A change of the model on a cluster: every silo sees it, and storage that fails at any write of it leaves the one model or the other, whole.</summary>
public sealed class ModelFaultTests
{
    /// <summary>More writes than a change of the model makes.</summary>
    private const int TooMany = 20;

    private static ModelChange Other(int n) => new() { ModelFile = n % 2 == 0 ? JobWorld.Model : ModelWorlds.OwnersFirst };

    /// <summary>Every silo is asked in every way, right after the acknowledgement and with copies that are warm; none answers under the model before.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task PutModel_Acknowledged_IsSeenOnEverySilo()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var world = await JobWorld.MakeAsync(cluster.Service, ModelWorlds.Steps);
        for (var n = 1; n <= 6; n++)
        {
            foreach (var service in cluster.Everywhere()) Assert.Equal(n % 2 == 0, await world.On(service).MayAsync("ann", "view", "job:1"));
            await world.PutModelAsync(new ModelRequest(Other(n)));
            foreach (var service in cluster.Everywhere())
            {
                Assert.Equal(n % 2 == 1, await world.On(service).MayAsync("ann", "view", "job:1"));
                Assert.Equal(await world.AnswersAsync(), await world.On(service).AnswersAsync());
                Assert.Equal(n + 1, (await world.On(service).InfoAsync()).ModelVersion);
            }
        }
    }

    /// <summary>The n-th change of the model fails at its n-th write.</summary>
    /// <param name="stored">Whether only the answer of the store is lost.</param>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutModel_TheNthWriteFails_IsOneModelOrTheOther(bool stored)
    {
        // A failure costs a lease: they are short here. The definition is too long for one state, so that its pages are written too.
        await using var cluster = await Cluster.StartAsync(2, options: Cluster.Options with { Lease = TimeSpan.FromMilliseconds(250) });
        var world = await JobWorld.MakeAsync(cluster.Service, ModelWorlds.Steps);
        var padding = new string('#', 100_000);
        var (version, failures) = (1L, 0);
        for (var n = 1; ; n++)
        {
            Assert.True(n < TooMany, "there is no end of writes");
            var (writes, failed, storage) = (0, false, cluster.Storage);
            var fail = SharedStorage.Refuse(_ => Interlocked.Increment(ref writes) == n && (failed = true));
            if (stored) storage.AfterWrite = fail;
            else storage.BeforeWrite = fail;
            var change = new ModelChange { ModelFile = $"{(n % 2 == 0 ? JobWorld.Model : ModelWorlds.OwnersFirst)}\n{padding}{n}" };
            var error = await Record.ExceptionAsync(() => world.PutModelAsync(new ModelRequest(change)));
            (storage.BeforeWrite, storage.AfterWrite) = (null, null);
            if (error is not null) Assert.Equal(ErrorCodes.StoreFailed, Assert.IsType<AclException>(error).Code);
            // The next change waits until what was begun is finished, and no silo answers from before it any more.
            await Attempts.UntilDoneAsync(() => world.ApplyAsync($"user: {{id: probe{n}}}"));
            var info = await Attempts.UntilAnsweredAsync(() => world.InfoAsync());
            Assert.True(info.ModelVersion == version + 1 || (info.ModelVersion == version && error is not null), $"write {n}: version {info.ModelVersion} after {version}, {error?.Message}");
            var first = info.ModelFile!.StartsWith(JobWorld.Model, StringComparison.Ordinal);
            foreach (var service in cluster.Everywhere())
                Assert.Equal(!first, await Attempts.UntilAnsweredAsync(() => world.On(service).MayAsync("ann", "view", "job:1")));
            // The log has as many changes of the model as there are versions after the first.
            var log = (await cluster.Service.ChangesAsync(world.Tenant, new ChangesRequest(0) { Limit = AclLimits.PageItems }, JobWorld.Cancellation)).Changes;
            Assert.Equal(info.ModelVersion - 1, log.Count(c => c.Objects.Any(o => o.Ref.Kind == ObjectRef.Model)));
            version = info.ModelVersion;
            if (!failed) break;
            failures++;
        }

        Assert.True(failures > 2, $"only {failures} writes failed");
    }
}

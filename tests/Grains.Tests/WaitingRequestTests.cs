using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>Changes that wait for a store that does not answer are refused when they are too much; those that were taken in are made.</summary>
public sealed class WaitingRequestTests
{
    private const int Sent = 80, Characters = 1_000_000;

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Changes_TooMuchForASlowStore_AreRefusedAtOnce()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service);
        var (held, refused) = (new TaskCompletionSource(), new TaskCompletionSource());
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Storage.BeforeWrite = call =>
        {
            held.TrySetResult();
            return goOn.Task;
        };
        var leading = world.ApplyAsync("user: {id: lead}");
        await held.Task;
        var large = new Step("user", Node.Map(("id", Node.Of("ann")), ("properties", Node.Map(("text", Node.Of(new string('x', Characters)))))));
        var answers = Enumerable.Range(0, Sent).Select(async _ =>
        {
            try
            {
                return (await cluster.Service.ApplyAsync(world.Tenant, [large], JobWorld.Cancellation)).Applied ? "applied" : "refused";
            }
            catch (AclException e)
            {
                refused.TrySetResult();
                return e.Code;
            }
        }).ToList();
        await refused.Task;
        goOn.SetResult();
        await leading;
        var all = await Task.WhenAll(answers);
        Assert.All(all, a => Assert.True(a is "applied" or ErrorCodes.Overloaded, a));
        Assert.Equal(1 + all.Count(a => a == "applied"), await world.RevisionAsync());
    }
}

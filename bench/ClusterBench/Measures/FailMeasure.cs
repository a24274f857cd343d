using System.Diagnostics;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// Checks and changes while one of three silos is killed, and while it comes back. Checks begin when they are due, whether or not earlier
/// ones were answered; a change begins when the last was acknowledged, and is followed by checks that must see it.
/// </summary>
internal static class FailMeasure
{
    private const string Written = "job:written";
    private const int Silos = 3;
    private const int Killed = 2;
    private const int MostResources = 2_000;
    private const int BucketsPerLine = 10;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    /// <summary>How long what happens after the kill, and after the return, is watched.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(40);

    public static async Task<long> RunAsync(ClusterSettings settings, double rate)
    {
        using var folder = new DataFolder(Path.GetTempPath());
        await using var cluster = await Cluster.StartAsync(0, Silos, Path.Combine(folder.Path, "states"));
        var workload = settings.Workload(Math.Min(settings.Resources, MostResources));
        var service = new OrleansAclService(cluster.External);
        await WorldLoader.LoadAsync(service, workload.World);
        var check = new CheckCall(service, EmbeddedHost.Tenant, workload.Zipf.Queries);
        var wrong = await check.WarmUpAsync();
        Console.WriteLine(
            $"fail: {Silos} silos apart, {workload.World.Resources.Length} resources, {Figures.Whole(rate)} checks/s offered, one writer; "
            + $"{wrong} wrong while warming up");
        wrong += await WatchAsync("killed", service, check, rate, () =>
        {
            cluster.Apart[Killed].Kill();
            return Task.CompletedTask;
        });
        wrong += await WatchAsync("started again", service, check, rate, () => cluster.RestartAsync(Killed));
        return wrong;
    }

    private static async Task<long> WatchAsync(string what, IAclService service, CheckCall check, double rate, Func<Task> happen)
    {
        var began = Stopwatch.GetTimestamp();
        var total = Before + Watched;
        var writing = WriteAsync(service, began, total);
        var checking = Timeline.RunAsync(check, rate, total);
        await Task.Delay(Before);
        var at = Stopwatch.GetElapsedTime(began);
        await happen();
        var done = Stopwatch.GetElapsedTime(began);
        var (timeline, writes) = (await checking, await writing);
        Console.WriteLine(
            $"  a silo is {what} at {Figures.Fine(at.TotalSeconds)} s, which took {Figures.Fine((done - at).TotalSeconds)} s; "
            + "checks by when they were due, 100 ms each");
        timeline.Print(BucketsPerLine);
        timeline.Summarize(at);
        writes.Print(at);
        return timeline.Wrong + writes.Wrong;
    }

    /// <summary>One change after the other until the time is over: who may view a resource of the writer's own, one of two users.</summary>
    private static async Task<Writes> WriteAsync(IAclService service, long began, TimeSpan total)
    {
        var writes = new Writes();
        string[] users = ["even", "odd"];
        for (var i = 0; Stopwatch.GetElapsedTime(began) < total; i++)
        {
            var entry = Node.Map(("subject", Node.Of($"user:{users[i % 2]}")), ("effect", Node.Of("allow")), ("actions", Node.List(["view"])));
            var step = new Step("acl", Node.Map(("resource", Node.Of(Written)), ("entries", Node.List([entry]))));
            try
            {
                var applied = await service.ApplyAsync(EmbeddedHost.Tenant, [step]);
                writes.Acknowledged.Add(Stopwatch.GetElapsedTime(began));
                if (!applied.Applied) writes.Wrong++;
                foreach (var user in users)
                {
                    var request = new CheckRequest(new SubjectRef(SubjectRef.User, user), "view", ResourceRef.Parse(Written));
                    var seen = await service.CheckAsync(EmbeddedHost.Tenant, request);
                    if (seen.Allowed != (user == users[i % 2])) writes.Wrong++;
                }
            }
            catch (AclException e)
            {
                writes.Errors[e.Code] = writes.Errors.GetValueOrDefault(e.Code) + 1;
            }
        }

        return writes;
    }

    private sealed class Writes
    {
        public List<TimeSpan> Acknowledged { get; } = [];

        public Dictionary<string, int> Errors { get; } = [];

        /// <summary>Changes refused, and checks that did not see the change before them.</summary>
        public long Wrong { get; set; }

        public void Print(TimeSpan at)
        {
            var before = Gaps(Acknowledged.Where(time => time < at));
            var after = Gaps(Acknowledged.Where(time => time >= at).Prepend(Acknowledged.LastOrDefault(time => time < at)));
            Console.WriteLine(
                $"  changes: {Acknowledged.Count} acknowledged, errors: {string.Join(", ", Errors.Select(e => $"{e.Key} {e.Value}").DefaultIfEmpty("none"))}, "
                + $"not seen at once {Wrong}; longest time without one {Figures.Fine(before)} s before, {Figures.Fine(after)} s after");
        }

        private static double Gaps(IEnumerable<TimeSpan> times)
        {
            TimeSpan[] all = [.. times];
            return all.Zip(all.Skip(1), (one, next) => (next - one).TotalSeconds).DefaultIfEmpty(double.NaN).Max();
        }
    }
}

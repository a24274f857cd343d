using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// One group that grows on one silo with its states in a file: whether a member costs as much as the first ones did, what stays in memory, and what one
/// member more or less writes.
/// </summary>
internal static class MembersMeasure
{
    /// <summary>How many members one step brings.</summary>
    private const int Step = 1_000;

    /// <summary>How many are timed together. So many is also the first size that is told of; the others are ten times as large each.</summary>
    private const int Timed = 10_000;

    /// <summary>How many come first, in a tenant of their own, so that the first ones that count find warm code.</summary>
    private const int WarmUp = 2 * Timed;

    public static async Task<long> RunAsync(int members)
    {
        using var folder = new DataFolder(Path.GetTempPath());
        await using var cluster = await Cluster.StartAsync(1, 0, Path.Combine(folder.Path, "states"));
        var group = new Group(new OrleansAclService(cluster.Hosted()), (SqliteGrainStorage)cluster.Here[0].Services.GetRequiredService<IGrainStorage>());
        await group.MakeAsync(TenantId.Parse("warm-up"));
        for (var first = 0; first < WarmUp; first += Timed) await group.GrowAsync(first);
        await group.MakeAsync(TenantId.Parse("members"));
        Console.WriteLine($"{"members",10} {"us each",9} {"ratio",6} {"cpu us",9} {"ratio",6} {"MB live",8} {"MB set",8} {"largest state",14} {"one more",9} {"one less",9}");
        var (wrong, base0) = (0L, ((double Wall, double Cpu)?)null);
        var next = Timed;
        for (var first = 0; first < members; first += Timed)
        {
            var (wall, cpu) = await group.GrowAsync(first);
            var size = first + Timed;
            if (size != next && size < members) continue;
            next *= 10;
            var (wall0, cpu0) = base0 ??= (wall, cpu);
            var (more, less, wrongly) = await group.OneMoreAndLessAsync(size);
            wrong += wrongly;
            using var self = Process.GetCurrentProcess();
            Console.WriteLine(
                $"{size,10} {wall,9:f1} {wall / wall0,6:f2} {cpu,9:f1} {cpu / cpu0,6:f2} {GC.GetTotalMemory(true) >> 20,8} {self.WorkingSet64 >> 20,8} {group.Largest,14} {more,9} {less,9}");
        }

        return wrong;
    }

    /// <summary>The group that grows.</summary>
    private sealed class Group(IAclService service, SqliteGrainStorage storage)
    {
        private static readonly ResourceRef Job = ResourceRef.Parse("job:j");
        private TenantId _tenant;

        public int Largest => storage.Largest;

        public async Task MakeAsync(TenantId tenant)
        {
            _tenant = tenant;
            await WorldLoader.PutTenantAsync(service, tenant);
            await ApplyAsync("group", ("id", Node.Of("g")));
            var entry = Node.Map(("subject", Node.Of("group:g")), ("effect", Node.Of("allow")), ("actions", Node.List(["view"])));
            await ApplyAsync("acl", ("resource", Node.Of(Job.ToString())), ("entries", Node.List([entry])));
        }

        /// <summary>Adds as many as are timed together; the microseconds that each took, by the clock and of the processor.</summary>
        public async Task<(double Wall, double Cpu)> GrowAsync(int first)
        {
            using var self = Process.GetCurrentProcess();
            var (began, cpu) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
            foreach (var some in Enumerable.Range(first, Timed).Chunk(Step))
                await ApplyAsync("members", ("group", Node.Of("g")), ("add", Node.List(some.Select(i => $"user:{i}"))));
            self.Refresh();
            return (Stopwatch.GetElapsedTime(began).TotalMicroseconds / Timed, (self.TotalProcessorTime - cpu).TotalMicroseconds / Timed);
        }

        /// <summary>How many states one member more writes, and one less, and how many answers were wrong afterwards.</summary>
        public async Task<(int More, int Less, long Wrong)> OneMoreAndLessAsync(int members)
        {
            var before = storage.Writes;
            await ApplyAsync("members", ("group", Node.Of("g")), ("add", Node.List(["user:one-more"])));
            var (more, wrong) = (storage.Writes - before, 0L);
            foreach (var (user, may) in ((string, bool)[])[("0", true), ($"{members / 2}", true), ($"{members - 1}", true), ($"{members}", false), ("one-more", true)])
                if (await MayAsync(user) != may) wrong++;
            before = storage.Writes;
            await ApplyAsync("members", ("group", Node.Of("g")), ("remove", Node.List(["user:one-more"])));
            if (await MayAsync("one-more")) wrong++;
            return (more, storage.Writes - before, wrong);
        }

        private async Task<bool> MayAsync(string user) => (await service.CheckAsync(_tenant, new CheckRequest(new SubjectRef(SubjectRef.User, user), "view", Job))).Allowed;

        private async Task ApplyAsync(string verb, params (string, Node?)[] value) =>
            WorldLoader.Require(await service.ApplyAsync(_tenant, [new Step(verb, Node.Map(value))]));
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Grains;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// Acknowledged changes of one access list each against a plain grain's write of a text as long, on the same storage: memory, and a file.
/// </summary>
internal static class WritesMeasure
{
    private static readonly (int Writers, int Tenants)[] Groups = [(1, 1), (16, 1), (16, 16)];

    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        using var folder = new DataFolder(Path.GetTempPath());
        return await RunAsync("storage in memory", null, settings) + await RunAsync("storage in a file", Path.Combine(folder.Path, "states"), settings);
    }

    private static async Task<long> RunAsync(string what, string? storage, ClusterSettings settings)
    {
        await using var cluster = await Cluster.StartAsync(1, 0, storage);
        var service = new OrleansAclService(cluster.Hosted());
        var wrong = 0L;
        foreach (var (writers, tenants) in Groups)
        {
            var call = new ApplyCall(service, tenants);
            await call.PrepareAsync();
            var race = await Race.RunAsync(
                Contestant.Of("plain write", cluster, new PlainCall(cluster.Hosted(), tenants)), Contestant.Of("apply", cluster, call), settings, writers);
            wrong += race.Print($"{what}, {writers} writer(s), {tenants} tenant(s) or plain grain(s)");
            wrong += await call.WrongAfterwardsAsync();
        }

        return wrong;
    }

    /// <summary>Which of the tenants or grains a writer writes to: its calls are numbered from a multiple of this.</summary>
    private static int Writer(long number, int of) => (int)(number / Contestant.Stride % of);

    /// <summary>A change of one access list: other entries than it has, so that it is no change to nothing.</summary>
    private sealed class ApplyCall(IAclService service, int tenants) : ICall<ApplyResult>
    {
        private const int Resources = 100;

        public ValueTask<ApplyResult> AskAsync(long number) => service.ApplyAsync(Tenant(Writer(number, tenants)), [Step(number, $"u{number}")]);

        public bool IsRight(long number, ApplyResult answer) => answer.Applied;

        private TenantId Tenant(int number) => TenantId.Parse($"writes-{tenants}-{number}");

        private static string Resource(long number) => $"job:j{number % Resources}";

        private static Step Step(long number, string user) => new("acl", Node.Map(
            ("resource", Node.Of(Resource(number))),
            ("entries", Node.List([Node.Map(("subject", Node.Of($"user:{user}")), ("effect", Node.Of("allow")), ("actions", Node.List(["view"])))]))));

        public async Task PrepareAsync()
        {
            for (var tenant = 0; tenant < tenants; tenant++)
            {
                await WorldLoader.PutTenantAsync(service, Tenant(tenant));
                WorldLoader.Require(await service.ApplyAsync(Tenant(tenant), [.. Enumerable.Range(0, Resources).Select(i => Step(i, "nobody"))]));
            }
        }

        /// <summary>Changes every list once more, in turn for two users, and asks both: the change must be seen at once, and nothing else.</summary>
        public async Task<long> WrongAfterwardsAsync()
        {
            var wrong = 0L;
            for (var i = 0; i < Resources; i++)
            {
                var tenant = Tenant(i % tenants);
                WorldLoader.Require(await service.ApplyAsync(tenant, [Step(i, i % 2 == 0 ? "even" : "odd")]));
                foreach (var user in (string[])["even", "odd"])
                {
                    var check = new CheckRequest(new SubjectRef(SubjectRef.User, user), "view", ResourceRef.Parse(Resource(i)));
                    if ((await service.CheckAsync(tenant, check)).Allowed != (user == (i % 2 == 0 ? "even" : "odd"))) wrong++;
                }
            }

            return wrong;
        }
    }

    /// <summary>A plain grain's write of a text about as long as a stored access list.</summary>
    private sealed class PlainCall(IGrainFactory grains, int count) : ICall<string>
    {
        private static readonly string Filling = new('x', 100);

        public async ValueTask<string> AskAsync(long number)
        {
            var text = $"{number}{Filling}";
            await grains.GetGrain<IPlainGrain>($"{Writer(number, count)}").WriteAsync(text);
            return text;
        }

        public bool IsRight(long number, string answer) => answer.Length > Filling.Length;
    }
}

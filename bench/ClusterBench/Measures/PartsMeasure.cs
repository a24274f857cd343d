using System.Diagnostics;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Client.Orleans;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>What the steps of a hosted check cost one by one, on one thread: the least of many short stretches, and the bytes of each.</summary>
internal static class PartsMeasure
{
    private const int Stretch = 2_000;
    private const int Stretches = 400;

    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        var workload = settings.Workload();
        await using var one = await Cluster.StartAsync(1, 0);
        await using var embedded = await EmbeddedHost.OpenAsync(null);
        await WorldLoader.LoadAsync(embedded.Service, workload.World);
        var grains = one.Hosted();
        var requests = new CheckCall(embedded.Service, EmbeddedHost.Tenant, workload.Zipf.Queries).Requests;
        var decisions = new Decision[requests.Length];
        for (var i = 0; i < decisions.Length; i++) decisions[i] = await embedded.Service.CheckAsync(EmbeddedHost.Tenant, requests[i]);
        Console.WriteLine("parts: what each costs, on one thread");
        Part("the grain's key", i => $"{EmbeddedHost.Tenant.Value}#0/{requests[i].Resource}");
        string[] keys = [.. requests.Select(r => $"default#0/{r.Resource}")];
        Part("the grain's reference, its key at hand", i => grains.GetGrain<IResourceGrain>(keys[i]));
        Part("an empty grain's reference, the same", i => grains.GetGrain<Grains.IEmptyGrain>(keys[i]));
        var kind = (GrainReference)grains.GetGrain<IResourceGrain>(keys[0]);
        Part("the grain's reference, its kind at hand", i => grains.GetGrain(GrainId.Create(kind.GrainId.Type, keys[i]), kind.InterfaceType));
        Part("the question", i => Question(requests[i]));
        CheckQuestion[] questions = [.. requests.Select(Question)];
        Part("the question as read by the grain", i => Read(questions[i]));
        Part("the decision", i =>
        {
            _ = embedded.Service.CheckAsync(EmbeddedHost.Tenant, requests[i]).Result;
            return null;
        });
        Part("the reason's text", i => decisions[i].Reason);
        Part("the answer", i => new CheckAnswer(true, "", "", null, null, null));
        Part("the answer's task", i => Task.FromResult(questions[i]));
        return 0;
    }

    private static CheckQuestion Question(CheckRequest request) => new(
        request.Subject.Type, request.Subject.Id, request.Action, request.Resource.Type, request.Resource.Id, !request.Resource.IsWritten, null, null);

    private static CheckRequest Read(CheckQuestion question) => new(
        new SubjectRef(question.SubjectType, question.SubjectId), question.Action, ResourceRef.Parse($"{question.ResourceType}:{question.ResourceId}"));

    private static void Part(string name, Func<int, object?> part)
    {
        var (least, kept, bytes) = (double.MaxValue, (object?)null, 0L);
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < Stretch; i++) kept = part(i);
            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalNanoseconds / Stretch);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Stretch;
        }

        GC.KeepAlive(kept);
        Console.WriteLine($"  {name,-40} {Figures.Whole(least),6} ns {bytes,6} B");
    }
}

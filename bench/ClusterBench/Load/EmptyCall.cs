using OrleansAcl.ClusterBench.Grains;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>
/// One call of an empty grain, of as many of them as there are resources asked for, with a check's question and an answer like a check's.
/// </summary>
/// <param name="grains">The caller's grain factory.</param>
/// <param name="requests">The checks it is compared with.</param>
/// <param name="plainly">
/// Whether the reference is got, and the method declared, as is usual with Orleans. Otherwise both are as the service has them, which is
/// cheaper: the stricter measure.
/// </param>
/// <param name="prefix">The first part of the grains' keys.</param>
internal sealed class EmptyCall(IGrainFactory grains, IReadOnlyList<CheckRequest> requests, bool plainly = false, string prefix = "default")
    : ICall<CheckAnswer>
{
    private readonly GrainReference _first = (GrainReference)grains.GetGrain<IEmptyGrain>("first");

    /// <summary>The grain that a call goes to.</summary>
    public IEmptyGrain Grain(long number) =>
        (IEmptyGrain)grains.GetGrain(GrainId.Create(_first.GrainId.Type, Key(requests[(int)(number % requests.Count)])), _first.InterfaceType);

    private string Key(CheckRequest request) => $"{prefix}#0/{request.Resource}";

    public ValueTask<CheckAnswer> AskAsync(long number)
    {
        var request = requests[(int)(number % requests.Count)];
        var question = new CheckQuestion(request, ofItsGrain: true);
        return plainly ? new(grains.GetGrain<IEmptyGrain>(Key(request)).PlainAsync(question)) : Grain(number).CheckAsync(question);
    }

    public bool IsRight(long number, CheckAnswer answer) => answer.Outcome.Decision.Allowed;

    /// <summary>Calls every grain once, so that it is active.</summary>
    public async Task WarmUpAsync()
    {
        for (var i = 0; i < requests.Count; i++) await AskAsync(i);
    }
}

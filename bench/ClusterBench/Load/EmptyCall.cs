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
/// Whether references are got as the documentation of Orleans says. Otherwise they are made as the service makes them, which is cheaper:
/// the stricter measure.
/// </param>
internal sealed class EmptyCall(IGrainFactory grains, CheckRequest[] requests, bool plainly = false) : ICall<CheckAnswer>
{
    private readonly GrainReference _first = (GrainReference)grains.GetGrain<IEmptyGrain>("default#0/first");

    public ValueTask<CheckAnswer> AskAsync(long number)
    {
        var request = requests[number % requests.Length];
        var key = $"default#0/{request.Resource}";
        var grain = plainly ? grains.GetGrain<IEmptyGrain>(key) : (IEmptyGrain)grains.GetGrain(GrainId.Create(_first.GrainId.Type, key), _first.InterfaceType);
        return new(grain.CheckAsync(new CheckQuestion(
            request.Subject.Type, request.Subject.Id, request.Action, request.Resource.Type, request.Resource.Id, false, null, null)));
    }

    public bool IsRight(long number, CheckAnswer answer) => answer.Allowed;

    /// <summary>Calls every grain once, so that it is active.</summary>
    public async Task WarmUpAsync()
    {
        for (var i = 0; i < requests.Length; i++) await AskAsync(i);
    }
}

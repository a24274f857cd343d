using OrleansAcl.ClusterBench.Grains;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>One call of an empty grain, of as many of them as there are resources asked for, with a check's question and an answer like a check's.</summary>
internal sealed class EmptyCall(IGrainFactory grains, CheckRequest[] requests) : ICall<CheckAnswer>
{
    public ValueTask<CheckAnswer> AskAsync(long number)
    {
        var request = requests[number % requests.Length];
        return new(grains.GetGrain<IEmptyGrain>($"default#0/{request.Resource}").CheckAsync(new CheckQuestion(
            request.Subject.Type, request.Subject.Id, request.Action, request.Resource.Type, request.Resource.Id, false, null, null)));
    }

    public bool IsRight(long number, CheckAnswer answer) => answer.Allowed;

    /// <summary>Calls every grain once, so that it is active.</summary>
    public async Task WarmUpAsync()
    {
        for (var i = 0; i < requests.Length; i++) await AskAsync(i);
    }
}

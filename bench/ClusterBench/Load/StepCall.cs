using OrleansAcl.ClusterBench.Grains;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>A call that does some of the steps of a check, to grains of the same number.</summary>
internal sealed class StepCall(IGrainFactory grains, CheckRequest[] requests, CheckStep step) : ICall<CheckAnswer>
{
    private readonly GrainReference _first = (GrainReference)grains.GetGrain<IStepGrain>("first");

    public ValueTask<CheckAnswer> AskAsync(long number)
    {
        var request = requests[number % requests.Length];
        var grain = (IStepGrain)grains.GetGrain(GrainId.Create(_first.GrainId.Type, $"default#0/{request.Resource}"), _first.InterfaceType);
        return grain.CheckAsync(step, new CheckQuestion(request, ofItsGrain: true));
    }

    public bool IsRight(long number, CheckAnswer answer) => answer.Outcome.Decision.Reason.Length > 0;
}

using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>What came of planning a request.</summary>
/// <param name="Draft">What is to be stored; null when nothing is.</param>
/// <param name="Result">What is answered; null when it is refused as a whole.</param>
/// <param name="Refusal">Why it is refused as a whole.</param>
internal readonly record struct Plan(Draft? Draft, ApplyResult? Result, AclException? Refusal);

/// <summary>A request that waits to be made, and whoever waits for its answer.</summary>
internal sealed class WaitingRequest(ApplyRequest request)
{
    private readonly TaskCompletionSource<ApplyResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is wanted.</summary>
    public ApplyRequest Request => request;

    /// <summary>The answer.</summary>
    public Task<ApplyResult> Done => _done.Task;

    /// <summary>Answers with what came of it.</summary>
    public void Answer(Plan plan)
    {
        if (plan.Result is { } result) _done.SetResult(result);
        else _done.SetException(plan.Refusal!);
    }

    /// <summary>Answers that nothing came of it.</summary>
    public void Refuse(Exception reason) => _done.SetException(reason);
}

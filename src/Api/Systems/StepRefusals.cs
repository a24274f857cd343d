using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>What a refused change says in the words of the interface it came by.</summary>
internal static class StepRefusals
{
    /// <summary>Throws what kept steps from being applied; does nothing when they hold.</summary>
    /// <param name="result">What became of them.</param>
    /// <param name="place">What the place of a step's complaint is in the request that the steps were made from, by the step's number.</param>
    public static void Throw(ApplyResult result, Func<int, string?, string?>? place = null)
    {
        if (result.Applied) return;
        for (var i = 0; i < result.Results.Count; i++)
            if (result.Results[i] is { Status: StepStatus.Denied or StepStatus.Error } step)
                throw Of(step, place is null ? step.Place : place(i, step.Place));
        throw new AclException(ErrorCodes.Internal, "nothing was applied, though no step was refused");
    }

    private static AclException Of(StepResult step, string? place)
    {
        var missing = step.Missing.Count == 0 ? "" : $"; it takes {string.Join(", ", step.Missing)}";
        return step.Status == StepStatus.Denied
            ? new AclException(ErrorCodes.Denied, (step.Message ?? "this is not allowed") + missing)
            : new AclException(step.Code ?? ErrorCodes.Internal, step.Message ?? "this was refused", place);
    }
}

using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Refused steps as errors: the first one of a list speaks for all.</summary>
internal static class StepRefusals
{
    /// <summary>The error of the first refused step of several, which is placed by its number unless it says more itself.</summary>
    public static AclException First(ApplyResult result)
    {
        for (var i = 0; i < result.Results.Count; i++)
            if (Error(result.Results[i]) is { } error) return error.Place is not null ? error : new AclException(error.Code, error.Detail, $"steps[{i}]");
        return new AclException(ErrorCodes.Internal, "nothing was applied, though no step was refused");
    }

    /// <summary>
    /// The refusal of a request that was one step. Taking away what is not there is <see cref="ErrorCodes.NotFound"/> where the path names it.
    /// </summary>
    public static Reply One(ApplyResult result, bool isDelete = false)
    {
        var step = result.Results[0];
        var error = Error(step) ?? First(result);
        if (isDelete && error.Code == ErrorCodes.NoEffect) error = new AclException(ErrorCodes.NotFound, error.Detail, error.Place);
        return ErrorShapes.Problem(Refusal.Of(error), [("missing", step.Missing.Count == 0 ? null : Node.List(step.Missing))]);
    }

    private static AclException? Error(StepResult step) => step.Status switch
    {
        StepStatus.Denied => new AclException(ErrorCodes.Denied, step.Message ?? "the step is not allowed", step.Place),
        StepStatus.Error => new AclException(step.Code ?? ErrorCodes.Internal, step.Message ?? "the step was refused", step.Place),
        _ => null,
    };
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Http;

/// <summary>Refused changes as errors, for every interface: the first refused step speaks for all.</summary>
internal static class StepRefusals
{
    /// <summary>The number of the first refused step, and its error. What was missing is not in its words.</summary>
    public static (int Number, AclException Error) First(ApplyResult result)
    {
        for (var i = 0; i < result.Results.Count; i++)
            if (Error(result.Results[i]) is { } error) return (i, error);
        return (0, new AclException(ErrorCodes.Internal, "nothing was applied, though no step was refused"));
    }

    /// <summary>The error for interfaces that know no steps, and have no member for what was missing.</summary>
    /// <param name="result">What became of the change.</param>
    /// <param name="place">What a place in a step is in the request it was made from; null when it is the same.</param>
    public static AclException InWords(ApplyResult result, StepPlace? place = null)
    {
        var (number, error) = First(result);
        var at = error.Place is { } inStep && place is not null ? place(number, inStep) : error.Place;
        return new AclException(error.Code, WithMissing(error.Detail, result.Results.ElementAtOrDefault(number)?.Missing ?? []), at);
    }

    /// <summary>The refusal of a task of the model, in the same words.</summary>
    public static AclException Denied(SubjectRef subject, IReadOnlyList<string> missing) =>
        new(ErrorCodes.Denied, WithMissing($"{subject} may not do this", missing));

    /// <summary>
    /// The refusal of a request that was one step. Taking away what is not there is <see cref="ErrorCodes.NotFound"/> where the path names it.
    /// </summary>
    public static Reply One(ApplyResult result, bool isDelete = false)
    {
        var (number, error) = First(result);
        if (isDelete && error.Code == ErrorCodes.NoEffect) error = new AclException(ErrorCodes.NotFound, error.Detail, error.Place);
        var missing = result.Results.ElementAtOrDefault(number)?.Missing ?? [];
        return ErrorShapes.Problem(Refusal.Of(error), [("missing", missing.Count == 0 ? null : Node.List(missing))]);
    }

    private static AclException? Error(StepResult step) => step.Status switch
    {
        StepStatus.Denied => new AclException(ErrorCodes.Denied, step.Message ?? "the step is not allowed", step.Place),
        StepStatus.Error => new AclException(step.Code ?? ErrorCodes.Internal, step.Message ?? "the step was refused", step.Place),
        _ => null,
    };

    private static string WithMissing(string message, IReadOnlyList<string> missing) =>
        missing.Count == 0 ? message : $"{message}; it takes {string.Join(", ", missing.Select(check => $"`{check}`"))}";
}

/// <summary>What a place in a step is in the request that the step was made from.</summary>
/// <param name="step">The step's number.</param>
/// <param name="place">The place in it.</param>
internal delegate string StepPlace(int step, string place);

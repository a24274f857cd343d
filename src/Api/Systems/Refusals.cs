using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>What a refused change is answered with where the interface knows one thing at a time and no steps.</summary>
internal static class Refusals
{
    /// <summary>The first refused step as an error.</summary>
    public static AclException Of(ApplyResult result)
    {
        var step = result.Results.First(r => r.Status is StepStatus.Denied or StepStatus.Error);
        var message = step.Message ?? "this was refused";
        return step.Status == StepStatus.Denied
            ? Denied(message, step.Missing)
            : new AclException(step.Code ?? ErrorCodes.Internal, message, step.Place);
    }

    /// <summary>A denial that names the checks that failed.</summary>
    public static AclException Denied(string message, IReadOnlyList<string> missing) => new(
        ErrorCodes.Denied, missing.Count == 0 ? message : $"{message}; missing: {string.Join(", ", missing.Select(m => $"`{m}`"))}");
}

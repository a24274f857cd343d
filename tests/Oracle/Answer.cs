using OrleansAcl.Requests;

namespace OrleansAcl.Oracle;

/// <summary>What a task should be answered.</summary>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Missing">The failed checks, each once.</param>
/// <param name="Visible">What remains of the items; none unless allowed.</param>
public sealed record Answer(bool Allowed, IReadOnlyList<string> Missing, IReadOnlyList<ResourceRef> Visible)
{
    /// <summary>The code of the error that a refusal looks like; null for a plain deny.</summary>
    public string? Error { get; init; }

    /// <summary>Every required check must hold; then the items are filtered.</summary>
    public static Answer Of(IEnumerable<(bool Held, string Name)> required, IEnumerable<ResourceRef> items, Func<ResourceRef, bool> keep)
    {
        var missing = required.Where(c => !c.Held).Select(c => c.Name).Distinct().ToList();
        return new Answer(missing.Count == 0, missing, missing.Count > 0 ? [] : [.. items.Where(keep)]);
    }
}

/// <summary>A world whose page has named tasks.</summary>
public interface ITasks
{
    /// <summary>Names of the tasks the oracle covers.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Does the task hold?</summary>
    /// <exception cref="PageIsSilentException">The page does not say.</exception>
    Answer Operate(OperationRequest request);
}

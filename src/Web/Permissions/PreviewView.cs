using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>What a change would change.</summary>
/// <param name="Differences">The decisions that would be others, losses first.</param>
public sealed record PreviewView(IReadOnlyList<ImpactDifference> Differences)
{
    /// <summary>What everybody should see before he goes on.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether there are more than these.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Whether it was only looked at this resource and at those whom the list names.</summary>
    public bool IsNarrow { get; init; }
}

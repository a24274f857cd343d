namespace OrleansAcl;

/// <summary>An answer with its ladder.</summary>
/// <param name="Allowed">The same answer a check gives.</param>
/// <param name="DecidedBy">One line naming the rung and the statement that decided; contains <c>default</c> when none did.</param>
/// <param name="Ladder">The rungs in order, each with what it looked at.</param>
public sealed record Explanation(bool Allowed, string DecidedBy, IReadOnlyList<ExplanationNode> Ladder)
{
    /// <summary>The facts that were lacking, as in <see cref="Decision.Needs"/>; empty when the question is decided.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>No change of the tenant up to this revision is missing from the answer.</summary>
    public long Revision { get; init; }
}

/// <summary>One line of an explanation and the lines below it.</summary>
/// <param name="Text">For people.</param>
/// <param name="Verdict"><c>allow</c>, <c>deny</c>, <c>undecided</c>, <c>no opinion</c>, <c>not reached</c>, or null for a detail.</param>
/// <param name="Children">The details.</param>
public sealed record ExplanationNode(string Text, string? Verdict, IReadOnlyList<ExplanationNode> Children)
{
    /// <summary>A detail without a verdict.</summary>
    public static ExplanationNode Detail(string text) => new(text, null, []);
}

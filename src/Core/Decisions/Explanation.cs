namespace OrleansAcl;

/// <summary>An answer with its ladder.</summary>
/// <param name="Allowed">The same answer a check gives.</param>
/// <param name="DecidedBy">One line naming the rung and the statement that decided; contains <c>default</c> when none did.</param>
/// <param name="Ladder">The rungs in order, each with what it looked at.</param>
public sealed record Explanation(bool Allowed, string DecidedBy, IReadOnlyList<ExplanationNode> Ladder)
{
    /// <summary>How the answer follows, from the subject to the rung that decided; empty when none did, or the question is undecided.</summary>
    public IReadOnlyList<ExplanationLink> Path { get; init; } = [];

    /// <summary>The smallest changes that would allow it, smallest first; only when they are asked for, and never one that makes an administrator.</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    /// <summary>Why there may be other changes than those suggested; null when there are none that could be tried.</summary>
    public string? SuggestionsIncomplete { get; init; }

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
    /// <summary>Whom the line is about, where that is neither the subject nor anything it is in: what the subject himself need not be shown.</summary>
    public SubjectRef? About { get; init; }

    /// <summary>A detail without a verdict.</summary>
    public static ExplanationNode Detail(string text) => new(text, null, []);
}

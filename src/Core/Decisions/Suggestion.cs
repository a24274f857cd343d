using OrleansAcl.Requests;

namespace OrleansAcl;

/// <summary>A small change after which a denied question would be allowed: what it takes was tried, and the question decided under it.</summary>
/// <param name="Text">For people.</param>
/// <param name="Steps">The steps of <c>apply</c> that make it, none where nothing has to be changed.</param>
public sealed record Suggestion(string Text, IReadOnlyList<Step> Steps)
{
    /// <summary>The instant from which it is allowed without any change; null for those that are not about waiting.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The facts to be given, on which it then depends whether it is allowed: the one thing that cannot be tried. Empty for the others.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

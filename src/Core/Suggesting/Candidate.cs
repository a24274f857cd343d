using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Suggesting;

/// <summary>A change that may be worth suggesting, not tried yet.</summary>
/// <param name="Text">For people.</param>
/// <param name="Steps">What makes it.</param>
internal sealed record Candidate(string Text, IReadOnlyList<Step> Steps)
{
    /// <summary>A change of one step.</summary>
    public static Candidate Of(string text, string verb, params (string Key, Node? Value)[] value) => new(text, [new Step(verb, Node.Map(value))]);

    /// <summary>This change and then another.</summary>
    public Candidate And(Candidate next) => Steps.Count == 0 ? next : new($"{Text}, and {next.Text}", [.. Steps, .. next.Steps]);

    /// <summary>No change at all.</summary>
    public static Candidate Nothing { get; } = new("", []);
}

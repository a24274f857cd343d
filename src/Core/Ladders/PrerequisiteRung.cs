using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>
/// Denies an action to whoever is denied another one by the rungs below, when the context says so: what one may not see is inert.
/// </summary>
internal sealed class PrerequisiteRung(string action, string contextKey, string contextValue) : Rung
{
    private static readonly IReason Without = new Because("without `{0}` nothing else is allowed here");

    /// <summary>The rungs below this one, set once for each type.</summary>
    public Rung[] Below { get; set; } = [];

    /// <summary>The bit of the action that comes first.</summary>
    public required ulong ActionBit { get; init; }

    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        if (question.Context?[contextKey]?.ScalarText != contextValue) return Opinion.None;
        if (Ladder.Decide(Below, question.With(action, ActionBit)).Allowed) return Opinion.None;
        (because, via) = (Without, action);
        return Opinion.Deny;
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        // It only denies.
    }
}

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
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        if (question.Context?[contextKey]?.ScalarText != contextValue) return Opinion.None;
        var first = Ladder.Decide(Below, question.With(action, ActionBit));
        if (first.Allowed) return Opinion.None;
        foreach (var need in first.Needs) grounds.Needs.Add(need, null);
        return grounds.Rest(first.Undecided ? Opinion.Deny | Opinion.None : Opinion.Deny, Without, action);
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        // It only denies.
    }
}

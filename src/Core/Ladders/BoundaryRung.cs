using OrleansAcl.Documents;

namespace OrleansAcl.Ladders;

/// <summary>
/// Denies whoever is on another side of a boundary named by a property that subject and resource both carry. For something still to be
/// created it is the parent's side that counts, and without a parent there is no boundary.
/// </summary>
internal sealed class BoundaryRung(string property) : Rung
{
    private static readonly IReason Beyond = new Because("the resource lies beyond the boundary `{0}`");

    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        if (question.IsCreation && question.Parent is null) return Opinion.None;
        var there = question.IsCreation ? question.ParentState?.Properties : question.Properties;
        if (Side(there) == Side(question.Subject.Properties)) return Opinion.None;
        (because, via) = (Beyond, property);
        return Opinion.Deny;
    }

    /// <summary>Whoever and whatever names no side is on one common side.</summary>
    private string Side(Node? properties) => properties?[property]?.ScalarText ?? "";
}

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
}

/// <summary>Allows everybody, with or without the condition that there is no parent.</summary>
internal sealed class EveryoneRung(bool onlyWithoutParent) : Rung
{
    private static readonly IReason Everyone = new Because("everybody may");

    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        if (onlyWithoutParent && question.Parent is not null) return Opinion.None;
        because = Everyone;
        return Opinion.Allow;
    }
}

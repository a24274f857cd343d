using OrleansAcl.Documents;
using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>
/// Denies whoever is on another side of a boundary, which a property of subject and resource names; without the property both are on one
/// common side. For something still to be created it is the parent's side that counts, and without a parent there is no boundary.
/// </summary>
internal sealed class BoundaryRung(string property) : Rung
{
    private static readonly IReason Beyond = new Because("the resource lies beyond the boundary `{0}`");

    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        if (question.IsCreation && question.Parent is null) return Opinion.None;
        var there = question.IsCreation ? question.ParentState?.Properties : question.Properties;
        if (Side(there) is { } side && side == Side(question.Subject.Properties)) return Opinion.None;
        return grounds.Rest(Opinion.Deny, Beyond, property);
    }

    /// <summary>Whoever and whatever names no side is on one common side; what is no plain value is on none (null).</summary>
    private string? Side(Node? properties) => properties?[property] is { Kind: not NodeKind.Null } value ? value.ScalarText : "";

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        // It only denies.
    }
}

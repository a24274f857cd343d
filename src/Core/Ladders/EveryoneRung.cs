using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

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

    /// <inheritdoc/>
    public override void Propose(Candidates candidates) => candidates.All();
}

using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>Allows, or denies, everybody; with or without the condition that there is no parent.</summary>
/// <param name="onlyWithoutParent">Whether it speaks only of what lies in nothing.</param>
/// <param name="denies">Whether it denies.</param>
internal sealed class EveryoneRung(bool onlyWithoutParent, bool denies) : Rung
{
    private static readonly IReason Everyone = new Because("everybody may");
    private static readonly IReason Nobody = new Because("nobody may");

    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        if (onlyWithoutParent && question.Parent is not null) return Opinion.None;
        return denies ? grounds.Rest(Opinion.Deny, Nobody, null) : grounds.Rest(Opinion.Allow, Everyone, null);
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        if (!denies) candidates.All();
    }
}

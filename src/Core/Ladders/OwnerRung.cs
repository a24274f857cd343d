using OrleansAcl.Explaining;
using OrleansAcl.Lists;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>Allows the owner of the resource, or of its parent.</summary>
/// <param name="ofParent">Whether the parent's owner is meant.</param>
/// <param name="yieldsToForeignDeny">
/// Whether it falls silent when somebody else wrote the access list and an entry of it denies the owner the action by name of the user.
/// </param>
internal sealed class OwnerRung(bool ofParent, bool yieldsToForeignDeny) : Rung
{
    private static readonly IReason Owns = new Because("{0} is the owner");
    private static readonly IReason OwnsParent = new Because("{0} is the owner of the parent");

    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        var resource = ofParent ? question.ParentState : question.Resource;
        if (resource is null || resource.OwnerId == PrincipalState.Nobody || resource.OwnerId != question.Subject.SelfId) return Opinion.None;
        var denied = yieldsToForeignDeny && resource.Acl is { } acl && acl.AuthorId != resource.OwnerId
            ? acl.Denies(resource.OwnerId, question, ref grounds.Needs)
            : Opinion.None;
        if (denied == Opinion.Deny) return Opinion.None;
        return grounds.Rest(denied == Opinion.None ? Opinion.Allow : Opinion.Allow | Opinion.None, ofParent ? OwnsParent : Owns, question.Subject.Label);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ExplanationNode> Looked(in Question question)
    {
        var resource = ofParent ? question.ParentState : question.Resource;
        if (resource?.Owner is not { } owner) return [ExplanationNode.Detail("there is no owner")];
        return [question.About(owner, resource.OwnerGeneration, $"the owner{(ofParent ? " of the parent" : "")} is {owner}")];
    }

    /// <inheritdoc/>
    public override void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail)
    {
        var owned = ofParent ? question.Parent!.Value : question.Ref;
        trail.Add(LinkKinds.Owner, owned.ToString(), $"{question.Subject.Label} owns {owned}");
        if (ofParent) trail.Down(question, question.ParentSlot);
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        if (ofParent) candidates.InMentioning(candidates.Subject.SelfId);
        else candidates.Mentioning(candidates.Subject.SelfId);
    }
}

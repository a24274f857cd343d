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
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        var resource = ofParent ? question.ParentState : question.Resource;
        if (resource is null || resource.OwnerId == PrincipalState.Nobody || resource.OwnerId != question.Subject.SelfId) return Opinion.None;
        if (yieldsToForeignDeny && IsDeniedByAnother(resource, question.Bit)) return Opinion.None;
        (because, via) = (ofParent ? OwnsParent : Owns, question.Subject.Label);
        return Opinion.Allow;
    }

    private bool IsDeniedByAnother(ResourceState resource, ulong bit) =>
        resource.Acl is { } acl && acl.AuthorId != resource.OwnerId && acl.Denies(resource.OwnerId, bit);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Looked(in Question question)
    {
        var resource = ofParent ? question.ParentState : question.Resource;
        return resource?.Owner is { } owner ? [$"the owner{(ofParent ? " of the parent" : "")} is {owner}"] : ["there is no owner"];
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        if (ofParent) candidates.InMentioning(candidates.Subject.SelfId);
        else candidates.Mentioning(candidates.Subject.SelfId);
    }
}

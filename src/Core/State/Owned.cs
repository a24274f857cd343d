namespace OrleansAcl.State;

/// <summary>Keeps a roster of what somebody owns, in models where owning gives a level on the subtree.</summary>
internal static class Owned
{
    /// <summary>Takes a resource from whom it belonged to and gives it to another; null is nobody. Says which shard of his it is in then.</summary>
    public static int Move(Draft draft, ResourceRef resource, ResourceState before, PrincipalState? owner)
    {
        if (before.Owner == owner?.Ref && before.OwnerGeneration == (owner?.Generation ?? 0)) return before.OwnedShard;
        if (before.Owner is { } old) Roster.Remove(draft, RosterKey.OwnedBy(old, before.OwnerGeneration), before.OwnedShard, resource.ToString());
        return owner is null ? 0 : Roster.Add(draft, RosterKey.OwnedBy(owner.Ref, owner.Generation), resource.ToString());
    }
}

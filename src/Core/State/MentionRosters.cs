namespace OrleansAcl.State;

/// <summary>
/// Keeps the rosters that lists go by where not everything is in memory: which resources mention a subject, and which lie in one. They are stored
/// with the change, from a tenant's first on (<see cref="TenantState.MentionsKept"/>); without them lists look at everything.
/// </summary>
internal static class MentionRosters
{
    /// <summary>Brings them up to a resource's new state.</summary>
    public static void Keep(Draft draft, ResourceRef reference, ResourceState before, ResourceState after)
    {
        var (text, shards, inside) = (reference.ToString(), before.Listed.Mentions, before.Listed.Inside);
        if (before.Acl != after.Acl || before.Owner != after.Owner || before.OwnerGeneration != after.OwnerGeneration)
        {
            var (had, has) = (Mentions(before), Mentions(after));
            foreach (var (subject, generation) in had.Except(has))
            {
                Roster.Remove(draft, RosterKey.Mentioning(subject, generation), shards.GetValueOrDefault((subject, generation)), text);
                shards = shards.Remove((subject, generation));
            }

            foreach (var (subject, generation) in has.Except(had))
                if (Add(draft, RosterKey.Mentioning(subject, generation), text) is > 0 and var shard) shards = shards.SetItem((subject, generation), shard);
        }

        var (left, entered) = (before.Stored ? before.Parent : null, after.Stored ? after.Parent : null);
        if (left != entered)
        {
            if (left is { } from) Roster.Remove(draft, RosterKey.Inside(from), inside, text);
            inside = entered is { } into ? Add(draft, RosterKey.Inside(into), text) : 0;
        }

        after.Listed = new ListedIn(shards, inside);
    }

    /// <summary>Adds a reference to a roster, which is put on the roster of rosters the first time; its first shard says so from then on.</summary>
    private static int Add(Draft draft, RosterKey key, string reference)
    {
        if (draft.Shard(key, 0) is { IndexShard: 0 } head) draft.Put(key, 0, head with { IndexShard = 1 + Roster.Add(draft, RosterKey.Mentions, key.Name) });
        return Roster.Add(draft, key, reference);
    }

    /// <summary>Whom a state mentions, in which life.</summary>
    private static HashSet<(SubjectRef Subject, int Generation)> Mentions(ResourceState state)
    {
        var mentions = new HashSet<(SubjectRef, int)>((state.Acl?.Entries ?? []).Select(entry => (entry.Subject, entry.Generation)));
        if (state.Owner is { } owner) mentions.Add((owner, state.OwnerGeneration));
        return mentions;
    }
}

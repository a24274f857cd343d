using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>Turns stored entries into the form the check path reads: subjects as numbers, actions as bits.</summary>
internal static class AclCompiler
{
    /// <summary>Compiles a list. An entry of a subject's earlier life stays in the list and matches nothing.</summary>
    public static AccessList Compile(TenantState tenant, long version, ResourceType type, SubjectRef? author, IReadOnlyList<AccessEntry> entries)
    {
        var model = tenant.Model;
        var all = model.Bits(type);
        var rows = new List<(SubjectRef, AccessRow)>(entries.Count);
        foreach (var entry in entries)
        {
            var state = tenant.PrincipalSlot(entry.Subject).At(version);
            if (state.Generation != entry.Generation) continue;
            ulong named = 0, word = 0;
            foreach (var action in entry.Actions)
            {
                if (action == model.Acl!.AllWord) word = all;
                else named |= model.ActionBits[action];
            }

            rows.Add((entry.Subject, entry.Effect == Effect.Allow
                ? new AccessRow(state.SubjectId, named, 0, word, 0)
                : new AccessRow(state.SubjectId, 0, named, 0, word)));
        }

        var authorId = author is { } by ? tenant.PrincipalSlot(by).At(version).SubjectId : PrincipalState.Nobody;
        return new AccessList(author, authorId, entries, rows);
    }
}

/// <summary>Keeps what a principal owns beside it, in models where owning gives a level on the subtree.</summary>
internal static class Owned
{
    /// <summary>Takes a resource from one owner and gives it to another; null is nobody.</summary>
    public static void Move(Draft draft, ResourceRef resource, SubjectRef? from, SubjectRef? to)
    {
        if (from is { } old && draft.Principal(old) is var before && before.Owned.Contains(resource))
            draft.Put(before with { Owned = before.Owned.Remove(resource) });
        if (to is { } next && draft.Principal(next) is var after) draft.Put(after with { Owned = after.Owned.Add(resource) });
    }
}

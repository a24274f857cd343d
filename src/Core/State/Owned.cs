namespace OrleansAcl.State;

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

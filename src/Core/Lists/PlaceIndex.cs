using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>
/// Finds places without looking at all of them: those of a type in the order of their ids, those that mention a subject, those that lie in one.
/// A place is added before the state is published that has it there, and stays when a later state has it elsewhere. So whatever the version of
/// a reader, it finds all that is to be found at that version, and more; each is decided at its own version.
/// </summary>
internal abstract class PlaceIndex
{
    /// <summary>Every place of a type.</summary>
    public abstract IPlaces Of(ResourceType type);

    /// <summary>The places whose access list has named a subject's number, or that it has owned; null for none.</summary>
    public abstract IPlaces? Mentioning(int subjectId);

    /// <summary>The places that lie in one, or have; null for none.</summary>
    public abstract IPlaces? Inside(ResourceSlot parent);

    /// <summary>Takes up a place, for the one writer.</summary>
    public abstract void Add(ResourceType type, ResourceSlot slot);

    /// <summary>Takes up a new state of a place, for the one writer; null before it: whatever it says is new.</summary>
    public void Note(ResourceSlot slot, ResourceState? before, ResourceState state)
    {
        if (state.OwnerId != PrincipalState.Nobody && state.OwnerId != before?.OwnerId) Mention(state.OwnerId, slot);
        if (state.Acl != before?.Acl)
        {
            foreach (var row in state.AclRows)
                if (AccessList.Find(before?.AclRows ?? [], row.SubjectId) < 0) Mention(row.SubjectId, slot);
            foreach (var row in state.Acl?.Termed ?? []) Mention(row.SubjectId, slot);
        }

        if (state.ParentSlot is { } parent && parent != before?.ParentSlot) Enter(parent, slot);
    }

    /// <summary>Notes that a place mentions a subject's number.</summary>
    protected abstract void Mention(int subjectId, ResourceSlot slot);

    /// <summary>Notes that a place lies in another.</summary>
    protected abstract void Enter(ResourceSlot parent, ResourceSlot slot);
}

using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>
/// Finds places without looking at all of them: those of a type in the order of their ids, those that mention a subject, those that lie in one.
/// A place is added before the state is published that has it there, and stays when a later state has it elsewhere. So whatever the version of
/// a reader, it finds all that is to be found at that version, and more; each is decided at its own version.
/// </summary>
/// <param name="types">How many types there are.</param>
internal sealed class PlaceIndex(int types)
{
    private readonly SortedPlaces<ResourceSlot>[] _types = [.. Enumerable.Range(0, types).Select(_ => new SortedPlaces<ResourceSlot>())];
    private volatile SortedPlaces<ResourceSlot>?[] _mentions = [];

    /// <summary>Every place of a type.</summary>
    public SortedPlaces<ResourceSlot> Of(ResourceType type) => _types[type.Index];

    /// <summary>The places whose access list has named a subject's number, or that it has owned; null for none.</summary>
    public SortedPlaces<ResourceSlot>? Mentioning(int subjectId) =>
        _mentions is var mentions && (uint)subjectId < (uint)mentions.Length ? Volatile.Read(ref mentions[subjectId]) : null;

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

        if (state.ParentSlot is { } parent && parent != before?.ParentSlot) parent.Enter(slot);
    }

    private void Mention(int subjectId, ResourceSlot slot)
    {
        var mentions = _mentions;
        if (subjectId >= mentions.Length)
        {
            Array.Resize(ref mentions, Math.Max(subjectId + 1, mentions.Length * 2));
            _mentions = mentions;
        }

        if (mentions[subjectId] is not { } places) Volatile.Write(ref mentions[subjectId], places = new SortedPlaces<ResourceSlot>());
        places.Add(slot);
    }
}

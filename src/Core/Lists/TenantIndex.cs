using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>The index of all that has been kept of a tenant. Its readers take no lock.</summary>
/// <param name="types">How many types there are.</param>
internal sealed class TenantIndex(int types) : PlaceIndex
{
    private readonly SortedPlaces<ResourceSlot>[] _types = [.. Enumerable.Range(0, types).Select(_ => new SortedPlaces<ResourceSlot>())];
    private volatile SortedPlaces<ResourceSlot>?[] _mentions = [];

    /// <inheritdoc/>
    public override IPlaces Of(ResourceType type) => _types[type.Index];

    /// <inheritdoc/>
    public override IPlaces? Mentioning(int subjectId) =>
        _mentions is var mentions && (uint)subjectId < (uint)mentions.Length ? Volatile.Read(ref mentions[subjectId]) : null;

    /// <inheritdoc/>
    public override IPlaces? Inside(ResourceSlot parent) => parent.Inside;

    /// <inheritdoc/>
    public override void Add(ResourceType type, ResourceSlot slot) => _types[type.Index].Add(slot);

    /// <inheritdoc/>
    protected override void Mention(int subjectId, ResourceSlot slot)
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

    /// <inheritdoc/>
    protected override void Enter(ResourceSlot parent, ResourceSlot slot) => parent.Enter(slot);
}

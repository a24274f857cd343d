using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>A tenant's index with what one draft adds to it, which nobody else finds.</summary>
/// <param name="tenant">The tenant's.</param>
internal sealed class DraftIndex(PlaceIndex tenant) : PlaceIndex
{
    private readonly SortedPlaces<ResourceSlot> _places = new();
    private readonly Dictionary<int, SortedPlaces<ResourceSlot>> _mentions = [];
    private readonly Dictionary<ResourceSlot, SortedPlaces<ResourceSlot>> _inside = [];

    /// <inheritdoc/>
    public override IPlaces Of(ResourceType type) => Places.Both(tenant.Of(type), _places)!;

    /// <inheritdoc/>
    public override IPlaces? Mentioning(int subjectId) => Places.Both(tenant.Mentioning(subjectId), _mentions.GetValueOrDefault(subjectId));

    /// <inheritdoc/>
    public override IPlaces? Inside(ResourceSlot parent) => Places.Both(tenant.Inside(parent), _inside.GetValueOrDefault(parent));

    /// <inheritdoc/>
    public override void Add(ResourceType type, ResourceSlot slot) => _places.Add(slot);

    /// <inheritdoc/>
    protected override void Mention(int subjectId, ResourceSlot slot) => Add(_mentions, subjectId, slot);

    /// <inheritdoc/>
    protected override void Enter(ResourceSlot parent, ResourceSlot slot) => Add(_inside, parent, slot);

    private static void Add<TKey>(Dictionary<TKey, SortedPlaces<ResourceSlot>> sets, TKey key, ResourceSlot slot) where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var places)) sets[key] = places = new SortedPlaces<ResourceSlot>();
        places.Add(slot);
    }
}

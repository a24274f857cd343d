using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>
/// The resources that a draft puts otherwise than they were, or that time makes others, and all that lie in them. Where a resource lies is kept
/// with itself: what has been taken out of another one is put otherwise, so that it is enough to look at what lies where afterwards. What is
/// owned by somebody whose life the draft ends is among them: it keeps naming him, and conditions that ask for the owner find none.
/// </summary>
internal sealed class AffectedResources
{
    private readonly long _version;
    private readonly Dictionary<ResourceSlot, bool> _known = [];
    private readonly HashSet<SubjectRef> _ended;

    public AffectedResources(Draft draft, Passage passage)
    {
        _version = draft.Version;
        foreach (var slot in draft.Touched.OfType<ResourceSlot>())
            if (IsOther(slot.At(draft.Version - 1), slot.At(draft.Version))) _known[slot] = true;
        foreach (var slot in passage.Resources) _known[slot] = true;
        Themselves = [.. _known.Keys];
        _ended = [.. draft.Touched.OfType<PrincipalSlot>().Where(p => p.At(_version - 1).Generation != p.At(_version).Generation).Select(p => p.Ref)];
        // What counts as children are stored resources that name it as their parent.
        AreAll = _ended.Count == 0 && Themselves.All(slot => slot.At(_version).Children == 0);
    }

    /// <summary>Those that are others themselves.</summary>
    public IReadOnlyList<ResourceSlot> Themselves { get; }

    /// <summary>Whether there are no others besides.</summary>
    public bool AreAll { get; }

    /// <summary>Those that are others themselves, and all that they lie in, before and after: what is said there may count for them.</summary>
    public IEnumerable<ResourceSlot> WithAncestors => Themselves.SelectMany(slot => Upwards(slot, _version - 1).Concat(Upwards(slot, _version))).Distinct();

    private static IEnumerable<ResourceSlot> Upwards(ResourceSlot slot, long version)
    {
        var (at, depth) = ((ResourceSlot?)slot, 0);
        for (; at is not null && depth <= AclLimits.Parents; at = at.At(version).ParentSlot, depth++) yield return at;
    }

    /// <summary>Whether a resource is one of them, or lies in one.</summary>
    public bool Contains(ResourceSlot slot) => Contains(slot, 0);

    private bool Contains(ResourceSlot slot, int depth)
    {
        if (_known.TryGetValue(slot, out var known)) return known;
        // Deeper than a decision looks: it ends with an error, and so must what is worked out of it.
        if (depth > AclLimits.Parents) return true;
        var state = slot.At(_version);
        return _known[slot] = (state.Owner is { } owner && _ended.Contains(owner)) || (state.ParentSlot is { } parent && Contains(parent, depth + 1));
    }

    /// <summary>Whether a decision may tell two states apart; how many lie in it no decision asks.</summary>
    private static bool IsOther(ResourceState before, ResourceState after) =>
        before.Stored != after.Stored || before.Owner != after.Owner || before.OwnerId != after.OwnerId || before.Parent != after.Parent
        || before.ParentSlot != after.ParentSlot || before.Namespace != after.Namespace
        || !ReferenceEquals(before.Properties, after.Properties) || !ReferenceEquals(before.Acl, after.Acl);
}

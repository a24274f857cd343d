using OrleansAcl.Lists;
using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>A permission set attached to a subject.</summary>
/// <param name="Set">Which set.</param>
/// <param name="Namespace">The namespace it counts in; null is all.</param>
/// <param name="Generation">Which life of the set.</param>
/// <param name="Listed">Named in the user's own document rather than bound; goes when the document is replaced.</param>
/// <param name="Terms">When it counts; null is always.</param>
internal sealed record Binding(SetKey Set, string? Namespace, int Generation, bool Listed = false, Terms? Terms = null)
{
    /// <summary>Whether both attach the same in the same namespace.</summary>
    public bool IsSameAs(Binding other) => Set == other.Set && Namespace == other.Namespace && Generation == other.Generation && Listed == other.Listed;
}

/// <summary>A membership, stored at the member.</summary>
/// <param name="Group">The group it is in.</param>
/// <param name="Generation">Which life of the group.</param>
/// <param name="Shard">The shard of the group's roster that names the member.</param>
/// <param name="Terms">When it counts; null is always.</param>
internal sealed record Membership(SubjectRef Group, int Generation, int Shard, Terms? Terms = null);

/// <summary>A level granted on a subtree.</summary>
/// <param name="Resource">The top of the subtree; an empty id is the whole type.</param>
/// <param name="Level">The level's place in the model's order.</param>
/// <param name="Terms">When it counts; null is always.</param>
internal sealed record LevelGrant(ResourceRef Resource, int Level, Terms? Terms = null);

/// <summary>A user, group or role that can be asked about, at one version.</summary>
internal sealed record PrincipalState : EntityState
{
    /// <summary>The id of nobody, which no closure holds.</summary>
    public const int Nobody = -1;

    /// <summary>Who.</summary>
    public required SubjectRef Ref { get; init; }

    /// <summary>The number entries and closures know it by; a deleted subject's number is never used again.</summary>
    public required int SubjectId { get; init; }

    /// <summary>How often it has been deleted.</summary>
    public int Generation { get; init; }

    /// <summary>Whether a step stored it; otherwise it is only named.</summary>
    public bool Stored { get; init; }

    /// <summary>The administrator flag.</summary>
    public bool Admin { get; init; }

    /// <summary>An inactive user is denied everything.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Its properties, a mapping.</summary>
    public Node? Properties { get; init; }

    /// <summary>The groups it is directly in.</summary>
    public ImmutableList<Membership> MemberOf { get; init; } = [];

    /// <summary>What is attached to it.</summary>
    public ImmutableList<Binding> Bindings { get; init; } = [];

    /// <summary>The levels granted to it for good.</summary>
    public ImmutableDictionary<ResourceRef, int> Grants { get; init; } = ImmutableDictionary<ResourceRef, int>.Empty;

    /// <summary>The levels granted to it for a time, besides; at most one on a resource.</summary>
    public ImmutableList<LevelGrant> Temporary { get; init; } = [];

    /// <summary>Its levels as lookups; worked out once for what it was granted and owns, whichever copy of the state asks.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="owned">The roster of what it owns.</param>
    /// <param name="implied">Levels it has without a grant.</param>
    private LevelIndex Levels(TenantState tenant, ShardState[] owned, IEnumerable<LevelGrant> implied)
    {
        if (_levels is { } cached && ReferenceEquals(cached.Grants, Grants) && cached.Owned.AsSpan().SequenceEqual(owned, ReferenceEqualityComparer.Instance))
            return cached.Index;
        var index = Index(tenant, owned, implied);
        _levels = new CachedLevels(Grants, owned, index);
        return index;
    }

    /// <summary>The same with the levels that are granted for a time and count at an instant.</summary>
    public LevelIndex LevelsAt(DateTimeOffset now, TenantState tenant, ShardState[] owned, IEnumerable<LevelGrant> implied) =>
        Temporary.IsEmpty ? Levels(tenant, owned, implied) : Index(tenant, owned, implied.Concat(Temporary.Where(g => g.Terms!.AreOpenAt(now))));

    private LevelIndex Index(TenantState tenant, ShardState[] owned, IEnumerable<LevelGrant> others) =>
        new(Grants.Select(g => new LevelGrant(g.Key, g.Value))
            .Concat(owned.SelectMany(s => s.Resources(tenant)).Select(o => new LevelGrant(o, tenant.Model.Levels!.OwnerLevel)))
            .Concat(others));

    private CachedLevels? _levels;

    private sealed record CachedLevels(object Grants, ShardState[] Owned, LevelIndex Index);

    /// <summary>Whether nothing worth storing is known of it.</summary>
    public bool IsBlank => !Stored && Generation == 0 && MemberOf.IsEmpty && Bindings.IsEmpty && Grants.IsEmpty && Temporary.IsEmpty;
}

/// <summary>A principal's place in memory, with its closure as last worked out.</summary>
internal sealed class PrincipalSlot(SubjectRef reference, int subjectId, bool known = true)
    : Slot<PrincipalState>(new PrincipalState { Ref = reference, SubjectId = subjectId }, known), IPlace
{
    /// <summary>Valid while nothing that closures are made of has changed since it was built.</summary>
    public volatile Closure? Cached;

    /// <summary>Who.</summary>
    public SubjectRef Ref { get; } = reference;

    string IPlace.Type => Ref.Type;

    string IPlace.Id => Ref.Id;
}

/// <summary>A permission set at one version.</summary>
internal sealed record SetState : EntityState
{
    /// <summary>How often it has been deleted.</summary>
    public int Generation { get; init; }

    /// <summary>The document as stored; null when there is none.</summary>
    public Node? Document { get; init; }

    /// <summary>The document as compiled.</summary>
    public PermissionSet? Set { get; init; }

    /// <summary>Whether nothing worth storing is known of it.</summary>
    public bool IsBlank => Document is null && Generation == 0;
}

/// <summary>A permission set's place in memory.</summary>
internal sealed class SetSlot(SetKey key, bool known = true) : Slot<SetState>(new SetState(), known)
{
    /// <summary>Which set.</summary>
    public SetKey Key { get; } = key;
}

using OrleansAcl.Documents;
using OrleansAcl.Lists;

namespace OrleansAcl.State;

/// <summary>A resource at one version.</summary>
internal sealed record ResourceState : EntityState
{
    /// <summary>Whether a step stored it; otherwise it is only named.</summary>
    public bool Stored { get; init; }

    /// <summary>Its owner.</summary>
    public SubjectRef? Owner { get; init; }

    /// <summary>Which life of the owner.</summary>
    public int OwnerGeneration { get; init; }

    /// <summary>The shard of the roster of what the owner owns, in models that keep one.</summary>
    public int OwnedShard { get; init; }

    /// <summary>The owner's id while it lives, or <see cref="PrincipalState.Nobody"/>.</summary>
    public int OwnerId { get; init; } = PrincipalState.Nobody;

    /// <summary>What it lies in.</summary>
    public ResourceRef? Parent { get; init; }

    /// <summary>The parent's place in memory.</summary>
    public ResourceSlot? ParentSlot { get; init; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>How many stored resources lie directly in it, whether it is stored itself or only named.</summary>
    public int Children { get; init; }

    /// <summary>Where not everything is in memory: the shards of the rosters that say what it mentions and lies in.</summary>
    public ListedIn Listed { get; set; } = ListedIn.FirstShards;

    /// <summary>Its properties, a mapping.</summary>
    public Node? Properties { get; init; }

    /// <summary>Its access list; null is none, which is not the same as an empty one.</summary>
    public AccessList? Acl
    {
        get;
        init
        {
            field = value;
            AclRows = value?.Rows ?? [];
        }
    }

    /// <summary>What the access list says, one step nearer for the check path.</summary>
    public AccessRow[] AclRows { get; private init; } = [];

    /// <summary>Whether nothing worth storing is known of it.</summary>
    public bool IsBlank => !Stored && Acl is null && Children == 0;

    /// <summary>A resource nobody stored.</summary>
    public static ResourceState Absent(int children = 0) => new() { Children = children };
}

/// <summary>A resource's place in memory.</summary>
internal sealed class ResourceSlot(ResourceRef reference, bool known = true) : Slot<ResourceState>(ResourceState.Absent(), known), IPlace
{
    private volatile SortedPlaces<ResourceSlot>? _inside;

    /// <summary>Which resource.</summary>
    public ResourceRef Ref { get; } = reference;

    /// <summary>The places that lie in it, or have; null for none.</summary>
    public SortedPlaces<ResourceSlot>? Inside => _inside;

    /// <summary>Notes that a place lies in it, for the one writer.</summary>
    public void Enter(ResourceSlot place) => (_inside ??= new SortedPlaces<ResourceSlot>()).Add(place);

    string IPlace.Type => Ref.Type;

    string IPlace.Id => Ref.Id;

    /// <summary>The state as of a version; what is not in memory is noted in <see cref="Misses"/>.</summary>
    public new ResourceState At(long version)
    {
        if (!IsKnown) Misses.Note(EntityKey.Of(Ref));
        return base.At(version);
    }
}

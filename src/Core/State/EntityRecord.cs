using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>What an entity is kept under. The kinds sort in the order they must be loaded in.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Key">Its reference, or for a permission set its kind, a colon and its id.</param>
internal readonly record struct EntityKey(string Kind, string Key)
{
    /// <summary>A user, group or role.</summary>
    public const string Principal = "3-principal";

    /// <summary>A permission set.</summary>
    public const string Set = "4-set";

    /// <summary>A resource.</summary>
    public const string Resource = "5-resource";

    /// <summary>A shard of a roster.</summary>
    public const string Shard = "6-shard";

    /// <summary>A part of the idempotency keys that have been used.</summary>
    public const string Ledger = "7-ledger";

    /// <summary>A change that was made. There may be very many: they are read when they are asked for, and not kept in memory.</summary>
    public const string Change = "8-change";

    /// <summary>Everything of a kind and type; the key is the kind, a slash and the type.</summary>
    public const string Index = "index";

    /// <summary>The names of all indexes of a model, which together name everything there is.</summary>
    public static IEnumerable<string> Indexes(Model model) =>
    [
        .. ((string[])[SubjectRef.User, SubjectRef.Group, SubjectRef.Role]).Select(t => $"{Principal}/{t}"),
        .. model.Documents.Keys.Append(ObjectRef.ApiKey).Select(kind => $"{Set}/{kind}"),
        .. model.AllTypes.Select(t => $"{Resource}/{t.Name}"),
    ];

    /// <summary>The index of a principal type.</summary>
    public static EntityKey AllOf(string principalType) => new(Index, $"{Principal}/{principalType}");

    /// <summary>The index of a resource type.</summary>
    public static EntityKey AllOf(ResourceType type) => new(Index, $"{Resource}/{type.Name}");

    /// <summary>The index of a kind of permission sets.</summary>
    public static EntityKey AllOfSets(string kind) => new(Index, $"{Set}/{kind}");

    /// <summary>The index that names an entity; those that are found by counting are in none.</summary>
    public string IndexName => Kind is Shard or Ledger or Change ? "" : $"{Kind}/{Key[..Key.IndexOf(':')]}";

    /// <summary>A part of the idempotency keys.</summary>
    public static EntityKey OfLedger(int shard) => new(Ledger, $"ledger/{shard}");

    /// <summary>A change; keys sort as revisions do.</summary>
    public static EntityKey OfChange(long revision) => new(Change, $"change/{revision:D19}");

    /// <summary>A principal's key.</summary>
    public static EntityKey Of(SubjectRef subject) => new(Principal, subject.ToString());

    /// <summary>A permission set's key.</summary>
    public static EntityKey Of(SetKey set) => new(Set, $"{set.Kind}:{set.Id}");

    /// <summary>A resource's key.</summary>
    public static EntityKey Of(ResourceRef resource) => new(Resource, resource.ToString());
}

/// <summary>An entity as it is stored; a null body is nothing.</summary>
internal readonly record struct EntityRecord(EntityKey Key, string? Body)
{
    /// <summary>The stored form of what a draft made of the entity at a place.</summary>
    public static EntityRecord Of(object slot, Draft draft) => slot switch
    {
        PrincipalSlot p => Of(p.At(draft.Version), draft.Tenant),
        ShardSlot s => new(s.Key, StateCodec.Write(s.At(draft.Version))?.ToString()),
        LedgerSlot l => new(l.Key, StateCodec.Write(l.At(draft.Version))?.ToString()),
        SetSlot s => Of(s.Key, s.At(draft.Version), draft.Tenant),
        ResourceSlot r => Of(r.Ref, r.At(draft.Version), draft.Tenant),
        _ => throw new InvalidOperationException($"a {slot.GetType().Name} has no record"),
    };

    /// <summary>The stored form of a principal.</summary>
    public static EntityRecord Of(PrincipalState state, TenantState tenant) =>
        new(EntityKey.Of(state.Ref), StateCodec.Write(state, tenant.Model, tenant.IsSparse)?.ToString());

    /// <summary>The stored form of a permission set.</summary>
    public static EntityRecord Of(SetKey key, SetState state, TenantState tenant) => new(EntityKey.Of(key), StateCodec.Write(state, tenant.IsSparse)?.ToString());

    /// <summary>The stored form of a resource.</summary>
    public static EntityRecord Of(ResourceRef reference, ResourceState state, TenantState tenant) =>
        new(EntityKey.Of(reference), StateCodec.Write(state, tenant.IsSparse)?.ToString());

    /// <summary>Whether the entity is in memory.</summary>
    public bool IsKnown(TenantState tenant)
    {
        switch (Key.Kind)
        {
            case EntityKey.Principal: return tenant.Knows(SubjectRef.Parse(Key.Key));
            case EntityKey.Set:
                var colon = Key.Key.IndexOf(':');
                return tenant.Knows(new SetKey(Key.Key[..colon], Key.Key[(colon + 1)..]));
            case EntityKey.Shard: return RosterKey.Parse(Key.Key) is var (roster, number) && tenant.Knows(roster, number);
            case EntityKey.Ledger: return tenant.LedgerPlace(LedgerSlot.ShardOf(Key)).IsKnown;
            default:
                var (type, reference) = tenant.Model.Resolve(ResourceRef.Parse(Key.Key), tenant.Settings, Reach.Internal);
                return tenant.Knows(type, reference.Id);
        }
    }

    /// <summary>Puts an entity into memory that is not there, as the version that wrote it left it.</summary>
    public void Load(TenantState tenant, long version) => Put(tenant, new Arrival(version, null));

    /// <summary>Puts what a change made of an entity over what was there, or over nothing.</summary>
    /// <param name="tenant">Where it belongs.</param>
    /// <param name="version">The version of the change.</param>
    /// <param name="published">What readers may see.</param>
    public void Apply(TenantState tenant, long version, long published) => Put(tenant, new Arrival(version, published));

    private void Put(TenantState tenant, Arrival arrival)
    {
        var node = Body is null ? null : Json.ParseOwn(Body);
        switch (Key.Kind)
        {
            case EntityKey.Principal:
                var principal = SubjectRef.Parse(Key.Key);
                arrival.At(tenant.PrincipalPlace(principal), node is null ? tenant.Blank(principal) : StateCodec.ReadPrincipal(node, principal, tenant));
                break;
            case EntityKey.Set:
                var colon = Key.Key.IndexOf(':');
                var key = new SetKey(Key.Key[..colon], Key.Key[(colon + 1)..]);
                arrival.At(tenant.SetPlace(key), node is null ? new SetState() : StateCodec.ReadSet(node, key, tenant));
                break;
            case EntityKey.Shard:
                var (roster, number) = RosterKey.Parse(Key.Key);
                arrival.At(tenant.ShardPlace(roster, number), node is null ? new ShardState() : StateCodec.ReadShard(node));
                break;
            case EntityKey.Ledger:
                arrival.At(tenant.LedgerPlace(LedgerSlot.ShardOf(Key)), node is null ? new LedgerState() : StateCodec.ReadLedger(node));
                break;
            case EntityKey.Resource:
                var (type, reference) = tenant.Model.Resolve(ResourceRef.Parse(Key.Key), tenant.Settings, Reach.Internal);
                var (place, resource) = (tenant.ResourcePlace(type, reference), node is null ? ResourceState.Absent() : StateCodec.ReadResource(node, tenant, type));
                if (!tenant.IsSparse) tenant.Index.Note(place, null, resource);
                arrival.At(place, resource);
                break;
            default:
                throw new AclException(ErrorCodes.StoreFailed, $"there is no kind of entity `{Key.Kind}`");
        }
    }

    /// <summary>How a state comes to its place: loaded, or by a change above what readers see.</summary>
    private readonly record struct Arrival(long Version, long? Published)
    {
        public void At<TState>(Slot<TState> slot, TState state) where TState : EntityState
        {
            if (Published is not { } published)
            {
                slot.Load(state, Version);
                return;
            }

            slot.Stage(state, Version, published);
            slot.Know();
        }
    }
}

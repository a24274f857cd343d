using System.Collections.Immutable;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// What one writer is about to change, staged above the published version so that it can be asked questions of before anybody else
/// sees it. Kept or dropped as a whole. Used under <see cref="TenantState.Writing"/>.
/// </summary>
internal sealed class Draft
{
    private readonly TenantState _home;
    private readonly Dictionary<object, Action> _touched = [];
    private readonly HashSet<object> _left = [];
    private readonly DateTimeOffset? _clockBefore;
    private readonly ImmutableDictionary<string, long>? _countsBefore;

    public Draft(TenantState tenant)
    {
        (_home, Tenant) = (tenant, tenant.Aside());
        Version = tenant.LastStaged + 1;
        _clockBefore = tenant.StagedClock;
        Clock = tenant.StagedClock;
        Counts = _countsBefore = tenant.StagedCounts;
    }

    /// <summary>The tenant it changes, with the places that it makes itself.</summary>
    public TenantState Tenant { get; }

    /// <summary>The version its states are staged at.</summary>
    public long Version { get; }

    /// <summary>Whether anything closures are made of has changed.</summary>
    public bool ClosuresChanged { get; private set; }

    /// <summary>Whether it only answers a question and is dropped then: nothing of it is ever stored.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Where the tenant's own clock stood before.</summary>
    public DateTimeOffset? ClockBefore => _clockBefore;

    /// <summary>Whether the clock is to stand elsewhere.</summary>
    public bool ClockMoved => Clock != _clockBefore;

    /// <summary>Where the tenant's own clock is to stand; null is the real time.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>How much is stored with it; null where that is not known. Up to date from <see cref="Count"/> on.</summary>
    public ImmutableDictionary<string, long>? Counts { get; private set; }

    /// <summary>The change log's share: what is stored with the draft and is in no place in memory.</summary>
    public List<EntityRecord> Log { get; } = [];

    /// <summary>The places that have a new state.</summary>
    public IEnumerable<object> Touched => _touched.Keys;

    /// <summary>Notes a place that a step was about and left as it was.</summary>
    public void Leave(object place) => _left.Add(place);

    /// <summary>Whether a step was about a place: changed it, or left it as it was.</summary>
    public bool IsOf(object place) => _touched.ContainsKey(place) || _left.Contains(place);

    /// <summary>Whether anything has changed.</summary>
    public bool IsEmpty => _touched.Count == 0 && Clock == _clockBefore;

    /// <summary>A resource as this writer sees it.</summary>
    public ResourceState Resource(ResourceType type, ResourceRef reference) =>
        Tenant.FindResource(type, reference.Id)?.At(Version) ?? ResourceState.Absent();

    /// <summary>A principal as this writer sees it; its place is made when there is none.</summary>
    public PrincipalState Principal(SubjectRef subject) => Tenant.PrincipalSlot(subject).At(Version);

    /// <summary>A permission set as this writer sees it.</summary>
    public SetState Set(SetKey key) => Tenant.FindSet(key)?.At(Version) ?? new SetState();

    /// <summary>Puts a resource's new state.</summary>
    public void Put(ResourceType type, ResourceRef reference, ResourceState state)
    {
        var slot = Tenant.ResourceSlot(type, reference);
        var before = slot.At(Version);
        Stage(slot, state);
        if (!Tenant.IsSparse) Tenant.Index.Note(slot, before, state);
        var (left, entered) = (before.Stored ? before.ParentSlot : null, state.Stored ? state.ParentSlot : null);
        if (left == entered) return;
        Count(left, -1);
        Count(entered, 1);
    }

    private void Count(ResourceSlot? parent, int children)
    {
        if (parent?.At(Version) is { } state) Stage(parent, state with { Children = state.Children + children });
    }

    /// <summary>Puts a principal's new state.</summary>
    public void Put(PrincipalState state)
    {
        ClosuresChanged = true;
        Stage(Tenant.PrincipalSlot(state.Ref), state);
    }

    /// <summary>Puts a permission set's new state.</summary>
    public void Put(SetKey key, SetState state)
    {
        ClosuresChanged = true;
        Stage(Tenant.SetSlot(key), state);
    }

    /// <summary>A shard of a roster as this writer sees it.</summary>
    public ShardState Shard(RosterKey roster, int number) => Tenant.FindShard(roster, number)?.At(Version) ?? new ShardState();

    /// <summary>Puts a shard's new state.</summary>
    public void Put(RosterKey roster, int number, ShardState state)
    {
        ClosuresChanged |= roster.Kind == RosterKey.Owned;
        Stage(Tenant.ShardSlot(roster, number), state);
    }

    /// <summary>Notes a change that was sent with an idempotency key.</summary>
    public void Put(string idempotencyKey, KeptRequest request)
    {
        var slot = Tenant.LedgerSlot(LedgerSlot.ShardFor(idempotencyKey));
        Stage(slot, slot.At(Version).With(idempotencyKey, request));
    }

    /// <summary>Makes a shard behind the last one, which there cannot be yet, so that it need not be loaded.</summary>
    public void Open(RosterKey roster, int number)
    {
        if (Tenant.Knows(roster, 0)) Tenant.ShardPlace(roster, number).Know();
    }

    /// <summary>Counts what is stored with the draft. Before it is stored, when no step is to follow.</summary>
    public void Count()
    {
        if (_countsBefore is not null) Counts = State.Counts.With(_countsBefore, this);
    }

    /// <summary>Keeps the index of everything there is, and what lists go by, where not everything is in memory. The last thing before a draft is stored.</summary>
    public void Index()
    {
        foreach (var slot in _touched.Keys.ToArray())
        {
            if (slot is ResourceSlot listed && Tenant.MentionsKept) MentionRosters.Keep(this, listed.Ref, listed.At(Version - 1), listed.At(Version));
            if (slot is ResourceSlot resource)
                Index(resource.At(Version - 1), resource.At(Version), static s => s.IsBlank, EntityKey.Of(resource.Ref));
            else if (slot is PrincipalSlot principal)
                Index(principal.At(Version - 1), principal.At(Version), static s => s.IsBlank, EntityKey.Of(principal.Ref));
            else if (slot is SetSlot set)
                Index(set.At(Version - 1), set.At(Version), static s => s.IsBlank, EntityKey.Of(set.Key));
        }
    }

    private void Index<TState>(TState before, TState after, Func<TState, bool> isBlank, EntityKey key) where TState : EntityState
    {
        var roster = RosterKey.Index(key.IndexName);
        after.IndexShard = before.IndexShard;
        if (isBlank(before) && !isBlank(after)) after.IndexShard = Roster.Add(this, roster, key.Key);
        else if (!isBlank(before) && isBlank(after)) Roster.Remove(this, roster, before.IndexShard, key.Key);
    }

    private void Stage<TState>(Slot<TState> slot, TState state) where TState : EntityState
    {
        slot.Stage(state, Version, _home.Current.Version);
        _touched.TryAdd(slot, () => slot.Unstage(Version));
    }

    /// <summary>Drops everything staged, kept or not. The newest draft is dropped first.</summary>
    public void Drop()
    {
        foreach (var undo in _touched.Values) undo();
        _touched.Clear();
        (_home.LastStaged, _home.StagedClock, _home.StagedCounts) = (Version - 1, _clockBefore, _countsBefore);
    }

    /// <summary>Lets the next writer build on it. Before it is published: whoever sees its version finds its places.</summary>
    public void Keep()
    {
        _home.Adopt(Tenant);
        if (!_home.IsSparse)
            foreach (var slot in _touched.Keys.OfType<ResourceSlot>()) _home.Index.Note(slot, slot.At(Version - 1), slot.At(Version));
        (_home.LastStaged, _home.StagedClock, _home.StagedCounts) = (Version, Clock, Counts);
    }

    /// <summary>Lets readers see it.</summary>
    public void Publish() => _home.Publish(Version, ClosuresChanged, Clock, Counts);
}

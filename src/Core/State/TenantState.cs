using OrleansAcl.Lists;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Servers;

namespace OrleansAcl.State;

/// <summary>
/// All that is known of one tenant, in memory. Readers take a <see cref="Published"/> and never a lock; one writer at a time, under
/// <see cref="Writing"/>, stages a <see cref="Draft"/> above it.
/// </summary>
/// <param name="tenant">Its name.</param>
/// <param name="model">Its model.</param>
/// <param name="settings">Its settings, defaults filled in.</param>
/// <param name="clock">Where its own clock stands; null is the real time.</param>
/// <param name="sparse">Whether only what was needed so far is in memory; the rest is noted in <see cref="Misses"/>.</param>
internal sealed class TenantState(TenantId tenant, Model model, Node settings, DateTimeOffset? clock, bool sparse = false)
{
    private readonly ConcurrentDictionary<string, ResourceSlot>[] _resources =
        [.. model.AllTypes.Select(_ => new ConcurrentDictionary<string, ResourceSlot>(StringComparer.Ordinal))];

    private readonly ConcurrentDictionary<string, PrincipalSlot> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrincipalSlot> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrincipalSlot> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SetKey, SetSlot> _sets = new();
    private readonly ConcurrentDictionary<(RosterKey Roster, int Number), ShardSlot> _shards = new();
    private readonly LedgerSlot?[] _ledger = new LedgerSlot?[AclLimits.IdempotencyShards];
    private readonly ConcurrentDictionary<string, bool> _whole = new(StringComparer.Ordinal);
    private readonly SortedPlaces<PrincipalSlot> _principals = new();
    private volatile Published _published = new(0, 0, clock, Counts.None);
    private readonly ConcurrentDictionary<(SubjectRef Subject, int Generation), int> _numbers = new();
    private TaskCompletionSource? _next;
    private volatile bool _removed;
    private volatile bool _mentionsKept;
    private volatile bool _hasTerms;
    private int _lastNumber;
    private DraftPlaces? _own;

    /// <summary>What readers may see: a version, the version at which anything closures are made of last changed, the tenant's own clock, and how much is stored, if that is known.</summary>
    public sealed record Published(long Version, long ClosureEpoch, DateTimeOffset? Clock, ImmutableDictionary<string, long>? Counts);

    /// <summary>Its name.</summary>
    public TenantId Tenant { get; } = tenant;

    /// <summary>Its model.</summary>
    public Model Model { get; } = model;

    /// <summary>Its settings, defaults filled in.</summary>
    public Node Settings { get; } = settings;

    /// <summary>What it was made from, or has become.</summary>
    public required TenantBlueprint Blueprint { get; init; }

    /// <summary>Whether only what was needed so far is in memory.</summary>
    public bool IsSparse => sparse;

    /// <summary>Where only part is in memory: whether <see cref="MentionRosters"/> have been kept with every change there was.</summary>
    public bool MentionsKept
    {
        get => _mentionsKept;
        set => _mentionsKept = value;
    }

    /// <summary>Held by the one writer.</summary>
    public Lock Writing { get; } = new();

    /// <summary>The newest version staged, published or not. Under <see cref="Writing"/>.</summary>
    public long LastStaged { get; set; }

    /// <summary>Where the tenant's own clock stands after everything staged; null is the real time. Under <see cref="Writing"/>.</summary>
    public DateTimeOffset? StagedClock { get; set; } = clock;

    /// <summary>How much is stored after everything staged, by <see cref="State.Counts"/>; null where that is not known. Under <see cref="Writing"/>.</summary>
    public ImmutableDictionary<string, long>? StagedCounts { get; set; } = Counts.None;

    /// <summary>Set when the tenant is being removed; nothing is written to it any more. Set under <see cref="Writing"/>.</summary>
    public bool Removed
    {
        get => _removed;
        set => _removed = value;
    }

    /// <summary>
    /// Where another state is to take the place of this one, completes when it has, or will not: nothing is written to this one until then. Under
    /// <see cref="Writing"/>.
    /// </summary>
    public Task? Replacing { get; set; }

    /// <summary>Whether something that was looked at has, or has had, terms, so that questions look at the clock first.</summary>
    public bool HasTerms => _hasTerms;

    /// <summary>Notes that something has terms.</summary>
    public void NoteTerms() => _hasTerms = true;

    /// <summary>What readers see now.</summary>
    public Published Current => _published;

    /// <summary>Lets readers see all that is staged up to a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="closuresChanged">Whether anything closures are made of has changed with it.</param>
    /// <param name="clock">Where the tenant's own clock stands.</param>
    /// <param name="counts">How much is stored; null where that is not known.</param>
    public void Publish(long version, bool closuresChanged, DateTimeOffset? clock, ImmutableDictionary<string, long>? counts = null)
    {
        _published = new Published(version, closuresChanged ? version : _published.ClosureEpoch, clock, counts);
        Wake();
    }

    /// <summary>Lets those who wait look again. The exchange is a barrier: either it finds them, or they find what was published before it.</summary>
    public void Wake() => Interlocked.Exchange(ref _next, null)?.TrySetResult();

    /// <summary>Completes when something is published that is not yet, or the tenant is removed.</summary>
    public Task NextPublished
    {
        get
        {
            while (true)
            {
                if (Volatile.Read(ref _next) is { } next) return next.Task;
                Interlocked.CompareExchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }
        }
    }

    /// <summary>
    /// The number entries and closures know one life of a subject by: the same for as long as this process knows the tenant, so that what
    /// was said of an earlier life matches nothing later. A subject that is only named gets its place here.
    /// </summary>
    public int NumberOf(SubjectRef subject, int generation)
    {
        if (_numbers.TryGetValue((subject, generation), out var number)) return number;
        if (!sparse) PrincipalSlot(subject);
        return Number(subject, generation);
    }

    private int Number(SubjectRef subject, int generation)
    {
        if (_own is not { } own)
            return _numbers.GetOrAdd((subject, generation), static (_, tenant) => Interlocked.Increment(ref tenant._lastNumber), this);
        if (_numbers.TryGetValue((subject, generation), out var number) || own.Numbers.TryGetValue((subject, generation), out number)) return number;
        return own.Numbers[(subject, generation)] = ++_lastNumber;
    }

    /// <summary>The same tenant as a draft sees it: the places and numbers it makes are its own, until they are adopted. For the one writer.</summary>
    public TenantState Aside()
    {
        var aside = (TenantState)MemberwiseClone();
        (aside._own, aside.Index) = (new DraftPlaces(), new DraftIndex(Index));
        return aside;
    }

    /// <summary>Makes what a draft made its own, before anybody may see what was staged there. For the one writer.</summary>
    public void Adopt(TenantState aside)
    {
        var own = aside._own!;
        foreach (var ((type, id), slot) in own.Resources) Put(type, id, slot);
        foreach (var slot in own.Principals.Values) Put(slot);
        foreach (var (key, slot) in own.Sets) _sets[key] = slot;
        foreach (var (key, slot) in own.Shards) _shards[key] = slot;
        foreach (var (life, number) in own.Numbers) _numbers[life] = number;
        _lastNumber = aside._lastNumber;
        if (aside._hasTerms) NoteTerms();
        (aside._own, aside.Index) = (null, Index);
    }

    private void Put(ResourceType type, string id, ResourceSlot slot)
    {
        if (_own is { } own) own.Resources[(type, id)] = slot;
        else _resources[type.Index][id] = slot;
        Index.Add(type, slot);
    }

    private void Put(PrincipalSlot slot)
    {
        if (_own is { } own) own.Principals[slot.Ref] = slot;
        else Of(slot.Ref.Type)![slot.Ref.Id] = slot;
        (_own?.InOrder ?? _principals).Add(slot);
    }

    private ResourceSlot? Place(ResourceType type, string id) =>
        _resources[type.Index].TryGetValue(id, out var slot) ? slot : _own?.Resources.GetValueOrDefault((type, id));

    private PrincipalSlot? Place(SubjectRef subject) =>
        Of(subject.Type) is { } slots && slots.TryGetValue(subject.Id, out var slot) ? slot : _own?.Principals.GetValueOrDefault(subject);

    private SetSlot? Place(SetKey key) => _sets.TryGetValue(key, out var slot) ? slot : _own?.Sets.GetValueOrDefault(key);

    private ShardSlot? Place(RosterKey roster, int number) =>
        _shards.TryGetValue((roster, number), out var slot) ? slot : _own?.Shards.GetValueOrDefault((roster, number));

    /// <summary>A resource's place, or null when nothing ever named it.</summary>
    public ResourceSlot? FindResource(ResourceType type, string id) =>
        Place(type, id) is { IsKnown: true } slot ? slot : Missed(type, id);

    /// <summary>A resource's place, made when there is none.</summary>
    public ResourceSlot ResourceSlot(ResourceType type, ResourceRef reference) => sparse
        ? FindResource(type, reference.Id) ?? new ResourceSlot(reference)
        : ResourcePlace(type, reference);

    /// <summary>A resource's place, or where there is none one that says that it is not in memory.</summary>
    public ResourceSlot Slot(ResourceType type, ResourceRef reference) =>
        Place(type, reference.Id) ?? new ResourceSlot(reference, known: !sparse);

    /// <summary>A resource's place, whose state may follow later; for the one writer.</summary>
    public ResourceSlot ResourcePlace(ResourceType type, ResourceRef reference)
    {
        if (Place(type, reference.Id) is { } there) return there;
        var slot = new ResourceSlot(reference, known: !sparse);
        Put(type, reference.Id, slot);
        return slot;
    }

    /// <summary>How much of it is in memory.</summary>
    public PlacesInfo Places => new(
        _users.Count, _groups.Count, _roles.Count + _sets.Count, _resources.Sum(places => places.Count),
        _users.Concat(_groups).Concat(_roles).Count(place => place.Value.Cached is not null));

    /// <summary>Every place of a type.</summary>
    public IEnumerable<ResourceSlot> Resources(ResourceType type)
    {
        Need(EntityKey.AllOf(type));
        var slots = _resources[type.Index].Select(e => e.Value);
        return _own is { } own ? slots.Concat(own.Resources.Where(e => e.Key.Type == type).Select(e => e.Value)) : slots;
    }

    /// <summary>Finds places; where only part of the tenant is in memory, only by type.</summary>
    public PlaceIndex Index { get; private set; } = new TenantIndex(model.AllTypes.Count);

    /// <summary>Whether all of a kind and type is in memory.</summary>
    public bool IsWhole(string index) => !sparse || _whole.ContainsKey(index);

    /// <summary>Notes that all of a kind and type is in memory from now on.</summary>
    public void IsWholeNow(string index) => _whole[index] = true;

    /// <summary>Whether a principal is in memory.</summary>
    public bool Knows(SubjectRef subject) => Place(subject) is { IsKnown: true };

    /// <summary>Whether a permission set is in memory.</summary>
    public bool Knows(SetKey key) => Place(key) is { IsKnown: true };

    /// <summary>Whether a resource is in memory.</summary>
    public bool Knows(ResourceType type, string id) => Place(type, id) is { IsKnown: true };

    private void Need(EntityKey all)
    {
        if (!IsWhole(all.Key)) Misses.Note(all);
    }

    /// <summary>Whether a subject is still in the life that something speaks of.</summary>
    public bool IsAlive(SubjectRef subject, int generation, long version) => (FindPrincipal(subject)?.At(version).Generation ?? 0) == generation;

    /// <summary>A principal's place, or null when nothing ever named it.</summary>
    public PrincipalSlot? FindPrincipal(SubjectRef subject)
    {
        if (Place(subject) is { IsKnown: true } slot) return slot;
        if (sparse) Misses.Note(EntityKey.Of(subject));
        return null;
    }

    /// <summary>A principal's place, made when there is none.</summary>
    public PrincipalSlot PrincipalSlot(SubjectRef subject) => sparse
        ? FindPrincipal(subject) ?? new PrincipalSlot(subject, Number(subject, 0))
        : PrincipalPlace(subject);

    /// <summary>A principal's place, whose state may follow later; for the one writer.</summary>
    public PrincipalSlot PrincipalPlace(SubjectRef subject)
    {
        if (Of(subject.Type) is null) throw UnknownSubject(subject.Type);
        if (Place(subject) is { } there) return there;
        var slot = new PrincipalSlot(subject, Number(subject, 0), known: !sparse);
        Put(slot);
        return slot;
    }

    /// <summary>A principal of whom nothing is known.</summary>
    public PrincipalState Blank(SubjectRef subject) => new() { Ref = subject, SubjectId = Number(subject, 0) };

    /// <summary>Every place of a principal type.</summary>
    public IEnumerable<PrincipalSlot> Principals(string type)
    {
        var slots = Of(type) ?? throw UnknownSubject(type);
        Need(EntityKey.AllOf(type));
        var all = slots.Select(e => e.Value);
        return _own is { } own ? all.Concat(own.Principals.Values.Where(slot => slot.Ref.Type == type)) : all;
    }

    /// <summary>Refuses what is no type of principals.</summary>
    public void RequirePrincipals(string type)
    {
        if (Of(type) is null) throw UnknownSubject(type);
    }

    /// <summary>The places of a principal type behind an id (null: from the first), rising by id.</summary>
    public IEnumerable<PrincipalSlot> Principals(string type, string? after)
    {
        RequirePrincipals(type);
        Need(EntityKey.AllOf(type));
        return Lists.Places.Both(_principals, _own?.InOrder)!.Rising(type, after).Cast<PrincipalSlot>();
    }

    /// <summary>Every place of a kind of permission sets.</summary>
    public IEnumerable<SetSlot> Sets(string kind)
    {
        Need(EntityKey.AllOfSets(kind));
        return (_own is { } own ? _sets.Concat(own.Sets) : _sets).Where(e => e.Key.Kind == kind).Select(e => e.Value);
    }

    /// <summary>The place of a part of the idempotency keys.</summary>
    public LedgerSlot LedgerSlot(int shard)
    {
        var slot = LedgerPlace(shard);
        if (!slot.IsKnown) Misses.Note(slot.Key);
        return slot;
    }

    /// <summary>The place of a part of the idempotency keys, whose state may follow later.</summary>
    public LedgerSlot LedgerPlace(int shard) =>
        Volatile.Read(ref _ledger[shard]) ?? Interlocked.CompareExchange(ref _ledger[shard], new LedgerSlot(shard, known: !sparse), null) ?? _ledger[shard]!;

    /// <summary>A permission set's place, or null when nothing ever named it.</summary>
    public SetSlot? FindSet(SetKey key)
    {
        if (Place(key) is { IsKnown: true } slot) return slot;
        if (sparse) Misses.Note(EntityKey.Of(key));
        return null;
    }

    /// <summary>A permission set's place, made when there is none.</summary>
    public SetSlot SetSlot(SetKey key) => sparse ? FindSet(key) ?? new SetSlot(key) : SetPlace(key);

    /// <summary>A shard's place, or null when there is none.</summary>
    public ShardSlot? FindShard(RosterKey roster, int number)
    {
        if (Place(roster, number) is { IsKnown: true } slot) return slot;
        if (sparse) Misses.Note(roster.Shard(number));
        return null;
    }

    /// <summary>A shard's place, made when there is none.</summary>
    public ShardSlot ShardSlot(RosterKey roster, int number) =>
        sparse ? FindShard(roster, number) ?? new ShardSlot(roster, number) : ShardPlace(roster, number);

    /// <summary>A shard's place, whose state may follow later.</summary>
    public ShardSlot ShardPlace(RosterKey roster, int number)
    {
        if (_own is not { } own)
            return _shards.GetOrAdd((roster, number), static (k, isSparse) => new ShardSlot(k.Roster, k.Number, known: !isSparse), IsSparse);
        return Place(roster, number) ?? (own.Shards[(roster, number)] = new ShardSlot(roster, number, known: !sparse));
    }

    /// <summary>Whether a shard is in memory.</summary>
    public bool Knows(RosterKey roster, int number) => Place(roster, number) is { IsKnown: true };

    /// <summary>A permission set's place, whose state may follow later.</summary>
    public SetSlot SetPlace(SetKey key)
    {
        if (_own is not { } own) return _sets.GetOrAdd(key, static (k, isSparse) => new SetSlot(k, known: !isSparse), IsSparse);
        return Place(key) ?? (own.Sets[key] = new SetSlot(key, known: !sparse));
    }

    private ResourceSlot? Missed(ResourceType type, string id)
    {
        if (sparse) Misses.Note(EntityKey.Of(Model.Uris is null ? OrleansAcl.ResourceRef.Plain(type.Name, id) : OrleansAcl.ResourceRef.Uri(type.Name, id)));
        return null;
    }

    private ConcurrentDictionary<string, PrincipalSlot>? Of(string type) => type switch
    {
        SubjectRef.User => _users,
        SubjectRef.Group => _groups,
        SubjectRef.Role => _roles,
        _ => null,
    };

    private static AclException UnknownSubject(string type) => new(
        ErrorCodes.UnknownType, $"`{References.Shown(type)}` is not a type of subject; expected user, group or role");
}

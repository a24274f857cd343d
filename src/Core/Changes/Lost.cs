using OrleansAcl.Documents;
using OrleansAcl.Lists;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Undoing;

namespace OrleansAcl.Changes;

/// <summary>
/// What is said elsewhere of the lives that a draft ends: members of a group, entries and owners, what is bound to whom. It stays stored and does not
/// count any more, so that the change log is to say that it went, or nobody could put it back.
/// </summary>
internal sealed class Lost
{
    private readonly Draft _draft;
    private readonly TenantState _tenant;
    private readonly Dictionary<SubjectRef, PrincipalState> _subjects = [];
    private readonly Dictionary<SetKey, int> _sets = [];
    private readonly ObjectForms _before;
    private readonly ObjectForms _after;
    private readonly HashSet<object> _looked = [];
    private readonly List<ObjectChange> _changes = [];
    private readonly int _most;
    private bool _incomplete;

    private Lost(Draft draft, int most)
    {
        (_draft, _tenant, _most) = (draft, draft.Tenant, most);
        foreach (var place in draft.Touched)
        {
            if (place is PrincipalSlot p && p.At(draft.Version - 1) is var was && was.Generation != p.At(draft.Version).Generation) _subjects[p.Ref] = was;
            else if (place is SetSlot s && s.Key.Kind != ObjectRef.ApiKey && s.At(draft.Version - 1).Generation is var life && life != s.At(draft.Version).Generation) _sets[s.Key] = life;
        }

        _before = new ObjectForms(_tenant.Model, new TenantLives(_tenant, draft.Version - 1));
        _after = new ObjectForms(_tenant.Model, new TenantLives(_tenant, draft.Version));
    }

    /// <summary>What went; null when it cannot be told whole, in so many objects at most (BOUNDED).</summary>
    public static IReadOnlyList<ObjectChange>? Of(Draft draft, int most)
    {
        var lost = new Lost(draft, most);
        lost.Look();
        return lost._incomplete ? null : lost._changes;
    }

    private void Look()
    {
        // What the draft has changed besides and what went by itself cannot be told apart in one object.
        long[] versions = [_draft.Version - 1, _draft.Version];
        foreach (var place in _draft.Touched) _incomplete |= versions.Any(v => place is ResourceSlot r ? Says(r.At(v)) : place is PrincipalSlot p && Says(p.At(v)));
        foreach (var subject in _subjects.Values)
        {
            if (subject.Ref.Type == SubjectRef.Group) Take(Members(subject), Take);
            Take(Mentioning(subject), Take);
        }

        if (_sets.Count > 0) Take(Holders(), Take);
    }

    private void Take<T>(IEnumerable<T> places, Action<T> take) where T : class
    {
        foreach (var place in places)
        {
            if (_incomplete |= _looked.Count > AclLimits.UndoneOver || _changes.Count > _most) return;
            if (_looked.Add(place) && !_draft.IsTouched(place)) take(place);
        }

        _incomplete |= _changes.Count > _most;
    }

    private bool Says(PrincipalState state) =>
        state.MemberOf.Exists(m => IsEnded(m.Group, m.Generation)) || state.Bindings.Exists(b => _sets.TryGetValue(b.Set, out var life) && life == b.Generation);

    private bool Says(ResourceState state) => IsOwned(state) || IsWritten(state.Acl) || state.Acl?.Entries.Any(e => IsEnded(e.Subject, e.Generation)) == true;

    private bool IsOwned(ResourceState state) => state is { Stored: true, Owner: { } owner } && IsEnded(owner, state.OwnerGeneration);

    private bool IsWritten(AccessList? acl) => acl?.Author is { } by && IsEnded(by.Subject, by.Generation);

    private bool IsEnded(SubjectRef subject, int generation) => _subjects.TryGetValue(subject, out var was) && was.Generation == generation;

    private IEnumerable<PrincipalSlot> Members(PrincipalState group)
    {
        var members = Roster.Shards(_tenant, RosterKey.MembersOf(group.Ref, group.Generation), _draft.Version - 1).SelectMany(shard => shard.Entries);
        return members.Take(_most + 1).Select(member => _tenant.FindPrincipal(SubjectRef.Parse(member))).OfType<PrincipalSlot>();
    }

    private IEnumerable<ResourceSlot> Mentioning(PrincipalState subject)
    {
        IPlaces? places = null;
        if (!_tenant.IsSparse) places = _tenant.Index.Mentioning(subject.SubjectId);
        else if (RosterKey.Mentioning(subject.Ref, subject.Generation) is var roster && _tenant.MentionsKept && _draft.Shard(roster, 0).Last <= MostShards)
            places = new RosterPlaces(_tenant, roster, _draft.Version - 1);
        else _incomplete = true;
        return places is null ? [] : Sources.InMemory(_tenant, _tenant.Model.AllTypes.SelectMany(type => places.Rising(type.Name, null)), _most);
    }

    /// <summary>Who may have a role or policy is kept with himself alone: all are looked at, where not all are in memory only if they are few.</summary>
    private IEnumerable<PrincipalSlot> Holders()
    {
        string[] types = [SubjectRef.User, SubjectRef.Group];
        _incomplete |= _tenant.IsSparse && (_draft.Counts is not { } counts || types.Sum(type => counts.GetValueOrDefault(EntityKey.AllOf(type).Key)) > _most);
        return _incomplete ? [] : types.SelectMany(_tenant.Principals).Where(slot => Says(slot.At(_draft.Version)));
    }

    /// <summary>Shards of a list of which there can be no more for it to be told: a full one names some ten at least.</summary>
    private const int MostShards = 100;

    private void Take(PrincipalSlot slot)
    {
        var state = slot.At(_draft.Version);
        var user = ChangeWriter.Difference(new ObjectRef(slot.Ref.Type, slot.Ref.Id), _before.Principal(state), _after.Principal(state));
        var rows = Gone(_before.Memberships(state), _after.Memberships(state)).Concat(Gone(_before.Bindings(state), _after.Bindings(state)));
        Add(user);
        foreach (var (row, document) in rows) Add(new ObjectChange(row, document, null));
    }

    private static IEnumerable<(ObjectRef Ref, Node Document)> Gone(IEnumerable<(ObjectRef Ref, Node)> before, IEnumerable<(ObjectRef Ref, Node)> after) =>
        before.ExceptBy(after.Select(row => row.Ref), row => row.Ref);

    private void Take(ResourceSlot slot)
    {
        var (state, id) = (slot.At(_draft.Version), slot.Ref.ToString());
        if (IsOwned(state)) Add(new ObjectChange(new ObjectRef(ObjectRef.Resource, id), Node.Map(("owner", Node.Of(state.Owner.ToString()!))), Node.Map()));
        if (state.Acl is not { } acl) return;
        // Made of what went alone: a list may be long.
        var entries = acl.Entries.Where(e => IsEnded(e.Subject, e.Generation)).Select(ObjectForms.Entry).ToList();
        if (entries.Count == 0 && !IsWritten(acl)) return;
        Add(new ObjectChange(
            new ObjectRef(ObjectRef.Acl, id),
            Node.Map(("by", IsWritten(acl) ? Node.Of(acl.Author!.Value.Subject.ToString()) : null), ("entries", entries.Count > 0 ? Node.List(entries) : null)),
            Node.Map(("entries", entries.Count > 0 ? Node.List(Array.Empty<Node>()) : null))));
    }

    private void Add(ObjectChange? change)
    {
        if (change is null) return;
        var named = Named.In(change.Ref, change.Before).Select(n => new Life(n, LifeOf(n))).Where(life => life.Number > 0);
        _changes.Add(change with { Lives = [.. named] });
    }

    private int LifeOf(ObjectRef named) => named.Kind is ObjectRef.User or ObjectRef.Group
        ? _tenant.FindPrincipal(new SubjectRef(named.Kind, named.Id))?.At(_draft.Version - 1).Generation ?? 0
        : _tenant.FindSet(new SetKey(named.Kind, named.Id))?.At(_draft.Version - 1).Generation ?? 0;
}

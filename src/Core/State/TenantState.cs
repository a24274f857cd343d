using System.Collections.Concurrent;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// All that is known of one tenant, in memory. Readers take a <see cref="Published"/> and never a lock; one writer at a time, under
/// <see cref="Writing"/>, stages a <see cref="Draft"/> above it.
/// </summary>
internal sealed class TenantState(TenantId tenant, Model model, Node settings, DateTimeOffset? clock)
{
    private readonly ConcurrentDictionary<string, ResourceSlot>[] _resources =
        [.. model.AllTypes.Select(_ => new ConcurrentDictionary<string, ResourceSlot>(StringComparer.Ordinal))];

    private readonly ConcurrentDictionary<string, PrincipalSlot> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrincipalSlot> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrincipalSlot> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SetKey, SetSlot> _sets = new();
    private volatile Published _published = new(0, 0, clock);
    private readonly ConcurrentDictionary<(SubjectRef Subject, int Generation), int> _numbers = new();
    private int _lastNumber;

    /// <summary>What readers may see: a version, the version at which anything closures are made of last changed, and the tenant's own clock.</summary>
    public sealed record Published(long Version, long ClosureEpoch, DateTimeOffset? Clock);

    /// <summary>Its name.</summary>
    public TenantId Tenant { get; } = tenant;

    /// <summary>Its model.</summary>
    public Model Model { get; } = model;

    /// <summary>Its settings, defaults filled in.</summary>
    public Node Settings { get; } = settings;

    /// <summary>Held by the one writer.</summary>
    public Lock Writing { get; } = new();

    /// <summary>The newest version staged, published or not. Under <see cref="Writing"/>.</summary>
    public long LastStaged { get; set; }

    /// <summary>Where the tenant's own clock stands after everything staged; null is the real time. Under <see cref="Writing"/>.</summary>
    public DateTimeOffset? StagedClock { get; set; } = clock;

    /// <summary>Set when the tenant is being removed; nothing is written to it any more. Under <see cref="Writing"/>.</summary>
    public bool Removed { get; set; }

    /// <summary>What readers see now.</summary>
    public Published Current => _published;

    /// <summary>Lets readers see all that is staged up to a version.</summary>
    public void Publish(long version, bool closuresChanged, DateTimeOffset? clock) =>
        _published = new Published(version, closuresChanged ? version : _published.ClosureEpoch, clock);

    /// <summary>
    /// The number entries and closures know one life of a subject by: the same for as long as this process knows the tenant, so that what
    /// was said of an earlier life matches nothing later. A subject that is only named gets its place here.
    /// </summary>
    public int NumberOf(SubjectRef subject, int generation)
    {
        if (_numbers.TryGetValue((subject, generation), out var number)) return number;
        PrincipalSlot(subject);
        return Number(subject, generation);
    }

    private int Number(SubjectRef subject, int generation) =>
        _numbers.GetOrAdd((subject, generation), static (_, tenant) => Interlocked.Increment(ref tenant._lastNumber), this);

    /// <summary>A resource's place, or null when nothing ever named it.</summary>
    public ResourceSlot? FindResource(ResourceType type, string id) => _resources[type.Index].GetValueOrDefault(id);

    /// <summary>A resource's place, made when there is none.</summary>
    public ResourceSlot ResourceSlot(ResourceType type, ResourceRef reference) =>
        _resources[type.Index].GetOrAdd(reference.Id, static (_, r) => new ResourceSlot(r), reference);

    /// <summary>Every place of a type.</summary>
    public IEnumerable<ResourceSlot> Resources(ResourceType type) => _resources[type.Index].Select(e => e.Value);

    /// <summary>Whether a subject is still in the life that something speaks of.</summary>
    public bool IsAlive(SubjectRef subject, int generation, long version) => (FindPrincipal(subject)?.At(version).Generation ?? 0) == generation;

    /// <summary>A principal's place, or null when nothing ever named it.</summary>
    public PrincipalSlot? FindPrincipal(SubjectRef subject) => Of(subject.Type)?.GetValueOrDefault(subject.Id);

    /// <summary>A principal's place, made when there is none.</summary>
    public PrincipalSlot PrincipalSlot(SubjectRef subject) => (Of(subject.Type) ?? throw UnknownSubject(subject.Type))
        .GetOrAdd(subject.Id, static (_, a) => new PrincipalSlot(a.subject, a.Tenant.Number(a.subject, 0)), (subject, Tenant: this));

    /// <summary>Every place of a principal type.</summary>
    public IEnumerable<PrincipalSlot> Principals(string type) => (Of(type) ?? throw UnknownSubject(type)).Select(e => e.Value);

    /// <summary>A permission set's place, or null when nothing ever named it.</summary>
    public SetSlot? FindSet(SetKey key) => _sets.GetValueOrDefault(key);

    /// <summary>A permission set's place, made when there is none.</summary>
    public SetSlot SetSlot(SetKey key) => _sets.GetOrAdd(key, static k => new SetSlot(k));

    /// <summary>Every permission set's place.</summary>
    public IEnumerable<SetSlot> Sets => _sets.Select(e => e.Value);

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

using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>
/// What changes by itself between two instants: what counts at only one of them, and what counts under a condition that asks for the time. Never less
/// than what decides otherwise; what begins and ends again in between is not among it, as only the two instants are compared.
/// </summary>
internal sealed class Passage
{
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _then;
    private readonly Node? _context;

    /// <param name="draft">The tenant, as it is looked at.</param>
    /// <param name="now">The one instant.</param>
    /// <param name="then">The other.</param>
    /// <param name="context">The facts that come with every question.</param>
    public Passage(Draft draft, DateTimeOffset now, DateTimeOffset then, Node? context)
    {
        (_now, _then, _context) = (now, then, context);
        if (now == then) return;
        var (tenant, version) = (draft.Tenant, draft.Version);
        IsOfEverything = tenant.Model.ReadsClock;
        string[] subjects = [SubjectRef.User, SubjectRef.Group, SubjectRef.Role];
        Principals = [.. subjects.SelectMany(tenant.Principals).Where(slot => Turns(slot.At(version))).Select(slot => slot.Ref)];
        Sets = [.. tenant.Model.Documents.Keys.SelectMany(tenant.Sets).Where(slot => Turns(slot.At(version).Set)).Select(slot => slot.Key)];
        Resources = [.. tenant.Model.AllTypes.SelectMany(tenant.Resources).Where(slot => Turns(slot.At(version).Acl))];
    }

    /// <summary>Whether it may be everything: the model itself asks for the time.</summary>
    public bool IsOfEverything { get; }

    /// <summary>Who is in something, or has something, only at one of the two, or as the time may be.</summary>
    public IReadOnlyList<SubjectRef> Principals { get; } = [];

    /// <summary>The permission sets that count only at one of the two.</summary>
    public IReadOnlyList<SetKey> Sets { get; } = [];

    /// <summary>The resources with entries that count only at one of the two, or as the time may be.</summary>
    public IReadOnlyList<ResourceSlot> Resources { get; } = [];

    private bool Turns(PrincipalState state) =>
        state.MemberOf.Exists(m => Turns(m.Terms)) || state.Bindings.Exists(b => Turns(b.Terms)) || state.Temporary.Exists(g => Turns(g.Terms));

    private bool Turns(PermissionSet? set) => set?.Conditions.Any(c => c.Holds(_now, _context) != c.Holds(_then, _context)) == true;

    private bool Turns(AccessList? list) => list is { Termed.Length: > 0 } && list.Entries.Any(e => Turns(e.Terms));

    private bool Turns(Terms? terms) => terms is not null && (terms.AreOpenAt(_now) != terms.AreOpenAt(_then) || terms.When is { ReadsClock: true });
}

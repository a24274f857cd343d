using OrleansAcl.Documents;
using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>Stored objects of one kind as of a version, some at a time. A page looks at every object of the kind, and writes out only its own.</summary>
internal sealed class ObjectBrowser(TenantState tenant, long version)
{
    private static readonly string[] PrincipalTypes = [SubjectRef.User, SubjectRef.Group, SubjectRef.Role];

    private readonly ObjectForms _forms = new(tenant.Model, new TenantLives(tenant, version));

    /// <summary>An object that may be in the page, not written out yet.</summary>
    private readonly record struct Found(ObjectRef Ref, Func<Node> Document);

    /// <summary>A page.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> for a kind or place that is none, <see cref="ErrorCodes.LimitExceeded"/> for a page of 0 or too many.
    /// </exception>
    public ObjectPage Page(BrowseRequest request)
    {
        PagePlace.RequireLimit(request.Limit, "objects");
        var after = PagePlace.Read(request.After);
        // The first of those that are left, with one more to know whether it is the last page: the largest is on top and gives way.
        var first = new PriorityQueue<Found, string>(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));
        foreach (var found in Find(request))
        {
            if (after is not null && string.CompareOrdinal(found.Ref.Id, after) <= 0) continue;
            if (first.Count <= request.Limit) first.Enqueue(found, found.Ref.Id);
            else first.EnqueueDequeue(found, found.Ref.Id);
        }

        var more = first.Count > request.Limit;
        if (more) first.Dequeue();
        var items = new StoredObject[first.Count];
        for (var i = items.Length - 1; i >= 0; i--)
            items[i] = first.Dequeue() is var found ? new StoredObject(found.Ref, found.Document()) { Revision = version } : throw new InvalidOperationException();
        return new ObjectPage(items, more ? PagePlace.Write(items[^1].Ref.Id) : null, version);
    }

    private IEnumerable<Found> Find(BrowseRequest request)
    {
        switch (request.Kind)
        {
            case ObjectRef.User or ObjectRef.Group: return Principals(request.Kind);
            case ObjectRef.Role when tenant.Model.Levels is not null: return Principals(SubjectRef.Role);
            case ObjectRef.Resource: return Resources(request).Where(r => r.State.Stored && IsOwned(r.State, request.Subject))
                .Select(r => new Found(new ObjectRef(ObjectRef.Resource, r.Ref.ToString()), () => _forms.Resource(r.Ref, r.State)!));
            case ObjectRef.Acl: return Resources(request).Where(r => r.State.Acl is { } acl && Names(acl, request.Subject))
                .Select(r => new Found(new ObjectRef(ObjectRef.Acl, r.Ref.ToString()), () => _forms.Acl(r.Ref, r.State)!));
            case ObjectRef.Member: return Members(request);
            case ObjectRef.Binding: return Holders(request).SelectMany(_forms.Bindings).Where(b => IsOf(request, b.Document)).Select(Row);
            case ObjectRef.Grant: return tenant.Model.Levels is null ? [] : Holders(request).SelectMany(_forms.Grants).Where(g => IsOf(request, g.Document)).Select(Row);
            default:
                ObjectReader.RequireSet(tenant.Model, request.Kind);
                return tenant.Sets(request.Kind).Select(slot => (slot.Key, State: slot.At(version))).Where(s => s.State.Document is not null)
                    .Select(s => new Found(new ObjectRef(s.Key.Kind, s.Key.Id), () => ObjectForms.Set(s.State)!));
        }
    }

    private static Found Row((ObjectRef Ref, Node Document) row) => new(row.Ref, () => row.Document);

    private IEnumerable<Found> Principals(string type) => tenant.Principals(type).Select(slot => slot.At(version)).Where(s => s.Stored)
        .Select(s => new Found(new ObjectRef(type, s.Ref.Id), () => _forms.Principal(s)!));

    private IEnumerable<(ResourceRef Ref, ResourceState State)> Resources(BrowseRequest request)
    {
        IEnumerable<ResourceType> types = request.Type is { } name ? [tenant.Model.Type(name, Reach.Stored)] : tenant.Model.AllTypes;
        return types.SelectMany(tenant.Resources).Select(slot => (slot.Ref, slot.At(version)));
    }

    private bool IsOwned(ResourceState state, SubjectRef? by) =>
        by is null || (state.Owner == by && tenant.IsAlive(by.Value, state.OwnerGeneration, version));

    private bool Names(AccessList acl, SubjectRef? subject) => subject is null || _forms.Entries(acl).Any(e => e.Subject == subject);

    /// <summary>Those who may hold something: the one who is asked for, or everybody.</summary>
    private IEnumerable<PrincipalState> Holders(BrowseRequest request) => request.Subject is { } subject
        ? tenant.FindPrincipal(subject)?.At(version) is { } state ? [state] : []
        : PrincipalTypes.SelectMany(tenant.Principals).Select(slot => slot.At(version));

    /// <summary>Members of one group come from its roster, and of all groups from those who are in them.</summary>
    private IEnumerable<Found> Members(BrowseRequest request)
    {
        if (request.Of is not { } of) return Holders(request).SelectMany(_forms.Memberships).Select(Row);
        if (of.Kind != ObjectRef.Group) throw new AclException(ErrorCodes.InvalidDocument, "members are those of a group", "of");
        var group = new SubjectRef(SubjectRef.Group, of.Id);
        var generation = tenant.FindPrincipal(group)?.At(version).Generation ?? 0;
        return Roster.Shards(tenant, RosterKey.MembersOf(group, generation), version).SelectMany(shard => shard.Entries).Select(SubjectRef.Parse)
            .Where(member => request.Subject is null || request.Subject == member)
            .Select(member => new Found(ObjectKeys.Member(group, member), () => ObjectForms.Member(group, member, TermsOf(member, group, generation))));
    }

    private Policies.Terms? TermsOf(SubjectRef member, SubjectRef group, int generation) =>
        tenant.FindPrincipal(member)?.At(version).MemberOf.Find(m => m.Group == group && m.Generation == generation)?.Terms;

    private bool IsOf(BrowseRequest request, Node row) => request.Of is not { } of
        || row[of.Kind]?.Text == (of.Kind == ObjectRef.Resource ? tenant.Model.Resolve(ResourceRef.Parse(of.Id), tenant.Settings, Reach.Stored).Ref.ToString() : of.Id);
}

using OrleansAcl.Documents;
using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>
/// Stored objects of one kind as of a version, some at a time. A page of resources or access lists looks at those behind the page before it,
/// until it is full; one of another kind looks at every object of the kind. Only those of the page are written out.
/// </summary>
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
        List<Found> first = request.Kind is ObjectRef.Resource or ObjectRef.Acl
            ? [.. Resources(request, after).Take(request.Limit + 1)]
            : First(Find(request).Where(found => after is null || string.CompareOrdinal(found.Ref.Id, after) > 0), request.Limit + 1);
        var items = first.Take(request.Limit).Select(found => new StoredObject(found.Ref, found.Document()) { Revision = version }).ToArray();
        return new ObjectPage(items, first.Count > request.Limit ? PagePlace.Write(items[^1].Ref.Id) : null, version);
    }

    /// <summary>The first so many in the order of their ids: the largest of them is on top, and gives way.</summary>
    private static List<Found> First(IEnumerable<Found> all, int count)
    {
        var first = new PriorityQueue<Found, string>(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));
        foreach (var found in all)
        {
            if (first.Count < count) first.Enqueue(found, found.Ref.Id);
            else first.EnqueueDequeue(found, found.Ref.Id);
        }

        return [.. first.UnorderedItems.Select(item => item.Element).OrderBy(found => found.Ref.Id, StringComparer.Ordinal)];
    }

    private IEnumerable<Found> Find(BrowseRequest request)
    {
        switch (request.Kind)
        {
            case ObjectRef.User when request.Of is { } role: return Listing(role);
            case ObjectRef.User or ObjectRef.Group: return Principals(request.Kind);
            case ObjectRef.Role when tenant.Model.Levels is not null: return Principals(SubjectRef.Role);
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

    private IEnumerable<Found> Principals(string type) => Principals(type, static _ => true);

    private IEnumerable<Found> Principals(string type, Func<PrincipalState, bool> isOne) => tenant.Principals(type).Select(slot => slot.At(version))
        .Where(s => s.Stored && isOne(s)).Select(s => new Found(new ObjectRef(type, s.Ref.Id), () => _forms.Principal(s)!));

    /// <summary>Users whose own document lists a role.</summary>
    private IEnumerable<Found> Listing(ObjectRef role)
    {
        if (role.Kind != ObjectRef.Role) throw new AclException(ErrorCodes.InvalidDocument, "users are those who list a role", "of");
        var key = new SetKey(SetKey.Role, role.Id);
        return Principals(ObjectRef.User, user => _forms.Listed(user).Contains(key));
    }

    /// <summary>Resources or access lists in the order of their references, <c>type:id</c>, behind one of them.</summary>
    private IEnumerable<Found> Resources(BrowseRequest request, string? after)
    {
        IEnumerable<ResourceType> types = request.Type is { } name ? [tenant.Model.Type(name, Reach.Stored)] : tenant.Model.AllTypes;
        return types.OrderBy(type => $"{type.Name}:", StringComparer.Ordinal).Where(type => after is null || IsBehind(type, after))
            .SelectMany(type => Places(type, request, after)).Where(slot => after is null || string.CompareOrdinal(slot.Ref.ToString(), after) > 0)
            .Select(slot => (slot.Ref, State: slot.At(version))).Where(r => request.Kind == ObjectRef.Resource
                ? r.State.Stored && IsOwned(r.State, request.Subject)
                : r.State.Acl is { } acl && Names(acl, request.Subject))
            .Select(r => new Found(
                new ObjectRef(request.Kind, r.Ref.ToString()), () => (request.Kind == ObjectRef.Resource ? _forms.Resource(r.Ref, r.State) : _forms.Acl(r.Ref, r.State))!));
    }

    /// <summary>Whether references of a type can come behind one.</summary>
    private static bool IsBehind(ResourceType type, string after) =>
        after.StartsWith($"{type.Name}:", StringComparison.Ordinal) || string.CompareOrdinal($"{type.Name}:", after) > 0;

    /// <summary>Places of a type rising by id, from about the one on that a page begins behind: all, or those that mention somebody.</summary>
    private IEnumerable<ResourceSlot> Places(ResourceType type, BrowseRequest request, string? after)
    {
        var id = after?.StartsWith($"{type.Name}:", StringComparison.Ordinal) == true ? after[(type.Name.Length + 1)..] : null;
        if (tenant.Model.Uris is not null) id = id?.StartsWith("//", StringComparison.Ordinal) == true ? id[2..] : null;
        if (request.Subject is not { } who || tenant.IsSparse) return Sources.InMemory(tenant, Sources.Of(tenant, type, version).Rising(type.Name, id), request.Limit);
        return tenant.FindPrincipal(who)?.At(version).SubjectId is { } number ? tenant.Index.Mentioning(number)?.Rising(type.Name, id).Cast<ResourceSlot>() ?? [] : [];
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

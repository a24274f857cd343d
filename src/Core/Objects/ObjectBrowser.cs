using OrleansAcl.Documents;
using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>
/// Stored objects of one kind as of a version, some at a time. A page of resources, access lists, users, groups or roles of levels looks at those behind
/// the page before it, until it is full or has looked at as many as it may; one of another kind looks at every object of the kind. Only those of the
/// page are written out.
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
        if (request.Kind is ObjectRef.Resource or ObjectRef.Acl) return new ResourceBrowser(tenant, version, _forms).Page(request, after);
        RequireNone(request, request.Parent, "parent");
        RequireNone(request, request.Namespace, "namespace");
        if (IsPrincipal(request.Kind)) return Principals(request, after);
        if (request.Kind is ObjectRef.Member or ObjectRef.Binding or ObjectRef.Grant or ObjectRef.ApiKey) RequireNone(request, request.Text, "text");
        var first = First(Find(request).Where(found => after is null || string.CompareOrdinal(found.Ref.Id, after) > 0), request.Limit + 1);
        var items = first.Take(request.Limit).Select(found => new StoredObject(found.Ref, found.Document()) { Revision = version }).ToArray();
        return first.Count <= request.Limit ? new ObjectPage(items, null, version)
            : new ObjectPage(items, PagePlace.Write(items[^1].Ref.Id), version) { Incomplete = IncompleteReasons.PageFull };
    }

    private static void RequireNone(BrowseRequest request, string? filter, string name)
    {
        if (filter is not null) throw new AclException(ErrorCodes.InvalidDocument, $"objects of the kind `{References.Shown(request.Kind)}` are not found by it", name);
    }

    /// <summary>Whether a kind is that of users, groups or, in models of levels, roles.</summary>
    private bool IsPrincipal(string kind) => kind is ObjectRef.User or ObjectRef.Group || (kind == ObjectRef.Role && tenant.Model.Levels is not null);

    private ObjectPage Principals(BrowseRequest request, string? after)
    {
        var (text, role) = (new TextFilter(request.Text), ListedRole(request));
        var page = new PageFiller(request.Limit).Fill(Sources.Principals(tenant, request.Kind, after, version, request.Limit), static slot => slot.Ref.Id, IsAsked, version);
        return new ObjectPage([.. page.Select(slot => new StoredObject(new ObjectRef(request.Kind, slot.Ref.Id), _forms.Principal(slot.At(version))!) { Revision = version })], page.Next, version)
        {
            Incomplete = page.Incomplete,
        };

        bool IsAsked(PrincipalSlot slot) => slot.At(version) is { Stored: true } state && text.Matches(request.Kind, slot.Ref.Id, state.Properties)
            && (role is not { } listed || _forms.Listed(state).Contains(listed));
    }

    /// <summary>The role that users are asked for by, whose own documents list it; null when they are not.</summary>
    private static SetKey? ListedRole(BrowseRequest request)
    {
        if (request is not { Kind: ObjectRef.User, Of: { } role }) return null;
        return role.Kind == ObjectRef.Role ? new SetKey(SetKey.Role, role.Id) : throw new AclException(ErrorCodes.InvalidDocument, "users are those who list a role", "of");
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
            case ObjectRef.Member: return Members(request);
            case ObjectRef.Binding: return Holders(request).SelectMany(_forms.Bindings).Where(b => IsOf(request, b.Document)).Select(Row);
            case ObjectRef.Grant: return tenant.Model.Levels is null ? [] : Holders(request).SelectMany(_forms.Grants).Where(g => IsOf(request, g.Document)).Select(Row);
            default:
                ObjectReader.RequireSet(tenant.Model, request.Kind);
                var text = new TextFilter(request.Text);
                return tenant.Sets(request.Kind).Select(slot => (slot.Key, State: slot.At(version)))
                    .Where(s => s.State.Document is { } document && text.Matches(s.Key.Kind, s.Key.Id, document))
                    .Select(s => new Found(new ObjectRef(s.Key.Kind, s.Key.Id), () => ObjectForms.Set(s.State)!));
        }
    }

    private static Found Row((ObjectRef Ref, Node Document) row) => new(row.Ref, () => row.Document);

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

using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>
/// Stored resources or access lists, in the order of their references, <c>type:id</c>. What is looked at for a page are those behind the page before it that
/// may be asked for by what they lie in or whom they mention; it ends when it is full or has looked at as many as it may.
/// </summary>
internal sealed class ResourceBrowser(TenantState tenant, long version, ObjectForms forms)
{
    /// <summary>A place that is looked at, or a path that is not stored but has something below it.</summary>
    /// <param name="Ref">Its reference; the page behind it goes on behind all that begins so.</param>
    /// <param name="Slot">The place; null for a path.</param>
    /// <param name="Folder">The reference of what something lies in; null when nothing does, or nobody asked.</param>
    private readonly record struct Seen(string Ref, ResourceSlot? Slot, string? Folder);

    /// <summary>A page.</summary>
    public ObjectPage Page(BrowseRequest request, string? after)
    {
        ResourceType[] types = request.Type is { } name ? [tenant.Model.Type(name, Reach.Stored)] : [.. tenant.Model.AllTypes.OrderBy(type => $"{type.Name}:", StringComparer.Ordinal)];
        var parent = request.Parent is null or BrowseRequest.Nothing ? ((ResourceType Type, ResourceRef Ref)?)null : Resolve(request.Parent);
        var text = new TextFilter(request.Text);
        var seen = types.Where(type => after is null || IsBehind(type, after)).SelectMany(type => Look(type, request, parent, IdIn(type, after)));
        var page = new PageFiller(request.Limit).Fill(
            seen.Where(s => after is null || string.CompareOrdinal(s.Ref, after) > 0), static s => s.Ref, s => s.Slot is { } slot ? IsAsked(slot) : s.Folder is not null, version);
        return new ObjectPage([.. page.Where(s => s.Slot is not null).Select(s => Written(request.Kind, s.Slot!))], page.Next, version)
        {
            Incomplete = page.Incomplete, Folders = [.. page.Select(s => s.Folder).OfType<string>()],
        };

        bool IsAsked(ResourceSlot slot) => slot.At(version) is var state && text.Matches(slot.Ref.Type, slot.Ref.Id, state.Properties) && LiesIn(state, request, parent?.Ref)
            && (request.Namespace is null || state.Namespace == request.Namespace)
            && (request.Kind == ObjectRef.Resource ? state.Stored && IsOwned(state, request.Subject) : state.Acl is { } acl && Names(acl, request.Subject));
    }

    private (ResourceType Type, ResourceRef Ref) Resolve(string parent)
    {
        try
        {
            return tenant.Model.Resolve(ResourceRef.Parse(parent), tenant.Settings, Reach.Stored);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, "parent", e);
        }
    }

    private StoredObject Written(string kind, ResourceSlot slot) => new(
        new ObjectRef(kind, slot.Ref.ToString()), (kind == ObjectRef.Resource ? forms.Resource(slot.Ref, slot.At(version)) : forms.Acl(slot.Ref, slot.At(version)))!) { Revision = version };

    /// <summary>Whether references of a type can come behind one.</summary>
    private static bool IsBehind(ResourceType type, string after) =>
        after.StartsWith($"{type.Name}:", StringComparison.Ordinal) || string.CompareOrdinal($"{type.Name}:", after) > 0;

    /// <summary>The id that a page begins about behind, in a type; null for its first.</summary>
    private string? IdIn(ResourceType type, string? after)
    {
        if (after?.StartsWith($"{type.Name}:", StringComparison.Ordinal) != true) return null;
        var id = after[(type.Name.Length + 1)..];
        return tenant.Model.Uris is null ? id : id.StartsWith("//", StringComparison.Ordinal) ? id[2..] : null;
    }

    /// <summary>What of a type may be asked for, rising from about where the page begins.</summary>
    private IEnumerable<Seen> Look(ResourceType type, BrowseRequest request, (ResourceType Type, ResourceRef Ref)? parent, string? after)
    {
        if (request.Parent is not null && tenant.Model.Uris is not null) return parent is { } above && above.Type != type ? [] : Level(type, request, parent?.Ref.Id ?? "", after);
        var places = parent is { } container ? Inside(type, container) : request.Subject is { } who ? Mentioning(type, who) : Sources.Of(tenant, type, version);
        var inFolders = request.Parent is not null;
        return places is null ? [] : Sources.InMemory(tenant, places.Rising(type.Name, after), request.Limit)
            .Select(slot => new Seen(slot.Ref.ToString(), slot, inFolders && slot.At(version).Children > 0 ? slot.Ref.ToString() : null));
    }

    /// <summary>One level of a tree of paths; those that are not stored are told only to who asks for nothing else.</summary>
    private IEnumerable<Seen> Level(ResourceType type, BrowseRequest request, string path, string? after)
    {
        var isFiltered = request is not { Kind: ObjectRef.Resource, Text: null, Namespace: null, Subject: null };
        return new PathLevel(tenant, version, type, path).Behind(after)
            .Select(step => new Seen(ResourceRef.Uri(type.Name, step.Place).ToString(), step.Slot, step.Folder is { } id && (step.Slot is not null || !isFiltered) ? ResourceRef.Uri(type.Name, id).ToString() : null));
    }

    /// <summary>What has lain in a resource; null for nothing.</summary>
    private IPlaces? Inside(ResourceType type, (ResourceType Type, ResourceRef Ref) parent) => !tenant.IsSparse
        ? tenant.FindResource(parent.Type, parent.Ref.Id) is { } place ? tenant.Index.Inside(place) : null
        : tenant.MentionsKept ? new RosterPlaces(tenant, RosterKey.Inside(parent.Ref), version) : Sources.Of(tenant, type, version);

    /// <summary>What has mentioned somebody; null for nothing.</summary>
    private IPlaces? Mentioning(ResourceType type, SubjectRef who) =>
        tenant.FindPrincipal(who)?.At(version) is { } state ? Sources.Mentioning(tenant, type, state, version) : null;

    /// <summary>Whether it lies where it was asked for; paths have been looked for there.</summary>
    private bool LiesIn(ResourceState state, BrowseRequest request, ResourceRef? parent) =>
        request.Parent is null || tenant.Model.Uris is not null || (request.Parent == BrowseRequest.Nothing ? state.Parent is null : state.Parent == parent);

    private bool IsOwned(ResourceState state, SubjectRef? by) =>
        by is null || (state.Owner == by && tenant.IsAlive(by.Value, state.OwnerGeneration, version));

    private bool Names(AccessList acl, SubjectRef? subject) => subject is null || forms.Entries(acl).Any(e => e.Subject == subject);
}

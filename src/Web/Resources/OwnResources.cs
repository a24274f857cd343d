using System.Globalization;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>
/// The resources that a user without scopes may be shown, a page at a time: type by type those on which he may do the action that shows one, or, where any
/// action does, action by action those that no earlier one has shown. Nothing is read of them that such a list does not say.
/// </summary>
/// <param name="call">His request.</param>
/// <param name="self">Who he is.</param>
/// <param name="search">What he searches for; only its type and its text count.</param>
internal sealed class OwnResources(PageCall call, SubjectRef self, ResourceSearch search)
{
    /// <summary>Most resources in a page, but for what a text is found in at the end of it.</summary>
    private const int PageItems = 50;

    /// <summary>How many of his resources a text is looked for in at a time, and how often for one page.</summary>
    private const int SearchedAtOnce = 200, Searches = 25;

    /// <summary>A list that is gone through.</summary>
    /// <param name="Type">The type.</param>
    /// <param name="Action">The action.</param>
    /// <param name="Earlier">The actions whose lists have been gone through before: what they show is not shown again.</param>
    private sealed record Part(string Type, string Action, IReadOnlyList<string> Earlier);

    /// <summary>A page.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownType"/>, or <see cref="ErrorCodes.InvalidDocument"/> for a place that is none.</exception>
    public async ValueTask<ResourcesView> PageAsync(TenantInfo tenant)
    {
        if (search.Type is { } name && tenant.Types.All(type => type.Name != name)) throw new AclException(ErrorCodes.UnknownType, $"there is no type `{name}`", "type");
        Part[] parts = [.. tenant.Types.Where(type => search.Type is null || type.Name == search.Type).SelectMany(Parts)];
        var rows = new List<ResourceRow>();
        var (part, after) = Place(call.Query("after"));
        for (var asked = 0; part < parts.Length && rows.Count < PageItems && asked < Searches; asked++)
        {
            var list = await ListAsync(parts[part], after, PageItems - rows.Count);
            rows.AddRange((await NotShownAsync(parts[part], list)).Select(resource => new ResourceRow(resource.ToString())));
            after = list.Next;
            if (after is null) part++;
        }

        return new ResourcesView(tenant, search, rows)
        {
            IsOfEverything = false, IsBehind = call.Query("after") is not null, IsCutShort = part < parts.Length && rows.Count < PageItems,
            Next = part < parts.Length ? string.Create(CultureInfo.InvariantCulture, $"{part}.{after}") : null,
        };
    }

    private static IEnumerable<Part> Parts(TypeInfo type) => type.ShownBy is { } action
        ? [new Part(type.Name, action, [])]
        : type.Actions.Select((action, number) => new Part(type.Name, action, [.. type.Actions.Take(number)]));

    private ValueTask<Listed<ResourceRef>> ListAsync(Part part, string? after, int room) => call.Service.ListAsync(
        call.Tenant, new ListRequest(self, part.Action, part.Type) { After = after, Limit = search.Text is null ? room : SearchedAtOnce }, call.Cancellation);

    private async ValueTask<IReadOnlyList<ResourceRef>> NotShownAsync(Part part, IReadOnlyList<ResourceRef> resources)
    {
        ResourceRef[] found = [.. resources.Where(IsFound)];
        if (part.Earlier.Count == 0 || found.Length == 0) return found;
        var shown = new HashSet<ResourceRef>();
        foreach (var action in part.Earlier)
        {
            var outcomes = await call.Service.CheckManyAsync(call.Tenant, [.. found.Select(resource => new CheckRequest(self, action, resource))], call.Cancellation);
            shown.UnionWith(found.Where((_, number) => outcomes[number].Decision.Allowed));
        }

        return [.. found.Where(resource => !shown.Contains(resource))];
    }

    private bool IsFound(ResourceRef resource) => search.Text is not { } text || resource.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (text.Contains(':') && resource.ToString().Contains(text, StringComparison.OrdinalIgnoreCase));

    private static (int Part, string? After) Place(string? place)
    {
        if (place is null) return (0, null);
        if (place.Split('.', 2) is [var number, var after] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part))
            return (part, after.Length == 0 ? null : after);
        throw new AclException(ErrorCodes.InvalidDocument, "expected the place where an earlier page ended", "after");
    }
}

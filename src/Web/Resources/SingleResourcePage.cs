using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Permissions;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>One resource, as far as the caller may be shown it.</summary>
/// <param name="Resource">Its document; of what is in it only the id is there for those who may not read.</param>
/// <param name="Above">What it lies in, outermost first.</param>
/// <param name="Actions">The actions that can be done on it.</param>
public sealed record ResourceView(StoredObject Resource, IReadOnlyList<string> Above, IReadOnlyList<string> Actions)
{
    /// <summary>Whether he may manage its permissions.</summary>
    public bool MayManage { get; init; }

    /// <summary>Whether he may only look where rights on it come from.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>What he may do himself; null for those who are nobody in the model.</summary>
    public IReadOnlyList<string>? Own { get; init; }

    /// <summary>Who may do what, of those that can be named here; none for those who may not read.</summary>
    public IReadOnlyList<StandingRow> Rows { get; init; } = [];

    /// <summary>Whether more could be named.</summary>
    public bool AreMore { get; init; }

    /// <summary>How many lie directly in it, at least; and whether there are more.</summary>
    public (int Count, bool AreMore) Children { get; init; }

    /// <summary>Who may do one action; null when it was not asked.</summary>
    public WhoView? Who { get; init; }
}

/// <summary>Some of all stored users who may do an action.</summary>
public sealed record WhoView(string Action, IReadOnlyList<string> Subjects, string? Next);

/// <summary>How somebody stands to each action.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Why">Why he is named.</param>
/// <param name="Answers">One for each action.</param>
public sealed record StandingRow(string Subject, string Why, IReadOnlyList<CheckOutcome> Answers);

/// <summary>The page of one resource.</summary>
internal static class SingleResourcePage
{
    /// <summary>Most subjects whose standing is shown.</summary>
    private const int MostRows = 25;

    /// <summary>Most of what lies in it that is counted, and most who may do something on one page.</summary>
    private const int Counted = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(PagePaths.TenantRoute + "/resource", Access.Read.OrOwn, ShowAsync);

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        var tenant = await call.TenantAsync();
        var written = call.Named("ref") ?? throw new AclException(ErrorCodes.InvalidDocument, "the resource is missing", "ref");
        var resource = await Managing.RequireShownAsync(call, written);
        var reference = ResourceRef.Parse(resource.Ref.Id);
        var type = tenant.Types.FirstOrDefault(type => type.Name == reference.Type);
        var kind = Managing.KindOf(tenant, resource);
        var named = call.MayRead && type is not null ? await NamedAsync(call, type, resource) : [];
        var (actions, own) = (type?.Actions ?? [], await OwnAsync(call, reference));
        return call.Show<ResourcePage, ResourceView>(new ResourceView(resource, await AboveAsync(call, resource.Ref.Id), actions)
        {
            Children = await ChildrenAsync(call, resource.Ref.Id), Who = await WhoAsync(call, reference),
            MayManage = type is not null && await Managing.MayAsync(call, tenant, resource),
            IsElsewhere = kind is SharingKind.Documents || (kind is SharingKind.Roles && !call.MayAdminister && call.Self is null),
            Own = own,
            Rows = await StandAsync(call, reference, actions, named.Take(MostRows)),
            AreMore = named.Count > MostRows,
        });
    }

    private static async ValueTask<IReadOnlyList<string>?> OwnAsync(PageCall call, ResourceRef reference) => call.Self is { } self
        ? [.. await call.Service.ActionsAsync(call.Tenant, new ActionsRequest(self, reference), call.Cancellation)] : null;

    /// <summary>What it lies in: by its path, which he has named himself, or by its parents, which are for readers.</summary>
    private static async ValueTask<IReadOnlyList<string>> AboveAsync(PageCall call, string resource) => call.MayRead || Paths.Are(resource)
        ? [.. (await Ancestors.OfAsync(call, resource)).SkipLast(1).Where(above => !above.EndsWith(':'))] : [];

    /// <summary>How many lie in it, as far as one page goes, and whether there are more.</summary>
    private static async ValueTask<(int Count, bool AreMore)> ChildrenAsync(PageCall call, string resource)
    {
        if (!call.MayRead) return default;
        var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = resource, Limit = Counted }, call.Cancellation);
        return (page.Items.Select(item => item.Ref.Id).Union(page.Folders).Count(), page.Next is not null);
    }

    /// <summary>Some of all who may do an action, when the query names one.</summary>
    private static async ValueTask<WhoView?> WhoAsync(PageCall call, ResourceRef resource)
    {
        if (!call.MayRead || call.Query("who") is not { } action) return null;
        var who = await call.Service.WhoAsync(call.Tenant, new WhoRequest(action, resource) { Limit = Counted, After = call.Query("after") }, call.Cancellation);
        return new WhoView(action, [.. who.Select(subject => subject.ToString())], who.Next);
    }

    /// <summary>Those that can be named: the owner, administrators, and whom its list or the levels on it name.</summary>
    private static async ValueTask<IReadOnlyList<(string Subject, string Why)>> NamedAsync(PageCall call, TypeInfo type, StoredObject resource)
    {
        List<(string Subject, string Why)> named = [];
        if (resource.Document["owner"]?.Text is { } owner) named.Add((owner, "owner"));
        named.AddRange(type.Administrators.Groups.Select(group => ($"{SubjectRef.Group}:{group}", "administrators")));
        var list = await call.Service.GetAsync(call.Tenant, new ObjectRef(ObjectRef.Acl, resource.Ref.Id), call.Cancellation);
        named.AddRange((list?.Document["entries"]?.Items ?? []).Select(entry => (entry.Require("subject").Text, "on its list")));
        var grants = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Grant) { Of = resource.Ref, Limit = MostRows + 1 }, call.Cancellation);
        named.AddRange(grants.Items.Select(grant => (grant.Document.Require("to").Text, "granted a level here")));
        return [.. named.DistinctBy(one => one.Subject)];
    }

    private static async ValueTask<IReadOnlyList<StandingRow>> StandAsync(
        PageCall call, ResourceRef resource, IReadOnlyList<string> actions, IEnumerable<(string Subject, string Why)> named)
    {
        (string Subject, string Why)[] asked = [.. named];
        var answers = await StandingReader.AskAsync(call, asked.SelectMany(one => actions.Select(action => new CheckRequest(SubjectRef.Parse(one.Subject), action, resource))));
        return [.. asked.Select((one, at) => new StandingRow(one.Subject, one.Why, [.. answers.Skip(at * actions.Count).Take(actions.Count)]))];
    }
}

/// <summary>Resources that are paths below each other, <c>type://a/b/c</c>.</summary>
internal static class Paths
{
    /// <summary>Whether a resource is one.</summary>
    public static bool Are(string reference) => reference.Contains("://", StringComparison.Ordinal);

    /// <summary>What such a resource lies below, outermost first; none of any other.</summary>
    public static IEnumerable<string> Above(string reference)
    {
        if (reference.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme)) yield break;
        for (var at = reference.IndexOf('/', scheme + 3); at > 0; at = reference.IndexOf('/', at + 1)) yield return reference[..at];
    }
}

using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>What a subject can reach, each resource with what decided it and what it is reached through.</summary>
internal static class Reaching
{
    /// <summary>Most resources of a page: each is explained.</summary>
    private const int PageItems = 25;

    /// <summary>A page of it, of the type and action that the address names, or of the first there are.</summary>
    public static async ValueTask<ReachView> ReadAsync(PageCall call, TenantInfo tenant, SubjectRef subject)
    {
        var type = tenant.Types.FirstOrDefault(t => t.Name == call.Query("type")) ?? tenant.Types.FirstOrDefault(t => t.Actions.Count > 0) ?? tenant.Types[0];
        var action = call.Query("action") is { } asked && (type.Open || type.Actions.Contains(asked)) ? asked : type.Actions.FirstOrDefault() ?? type.Creation ?? "";
        var view = new ReachView(type.Name, action, []);
        if (action.Length == 0) return view;
        var page = await call.Service.ListAsync(
            call.Tenant, new ListRequest(subject, action, type.Name) { Limit = PageItems, After = call.Query("reach") }, call.Cancellation);
        var rows = new List<ReachRow>(page.Count);
        foreach (var resource in page) rows.Add(await ExplainAsync(call, subject, action, resource));
        return view with { Rows = rows, Next = page.Next, Incomplete = page.Incomplete };
    }

    private static async ValueTask<ReachRow> ExplainAsync(PageCall call, SubjectRef subject, string action, ResourceRef resource)
    {
        var why = await call.Service.ExplainAsync(call.Tenant, new CheckRequest(subject, action, resource), call.Cancellation);
        var through = why.Path.Where(link => link.Ref is not null && link.Ref != resource.ToString() && link.Kind is not (LinkKinds.Subject or LinkKinds.Rung));
        return new ReachRow(resource, why.DecidedBy, [.. through]);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Changes;

/// <summary>A page of the change log.</summary>
/// <param name="History">The changes.</param>
/// <param name="Filter">Which are shown.</param>
/// <param name="Kinds">The kinds of objects that may be asked for.</param>
public sealed record ChangesView(ChangeHistory History, ChangeFilter Filter, IReadOnlyList<string> Kinds)
{
    /// <summary>Whether it begins with the newest.</summary>
    public bool IsNewest => History.First == History.Newest;
}

/// <summary>One change, and what undoing it would do when that was asked for.</summary>
/// <param name="Change">The change.</param>
/// <param name="Newest">The newest revision of the tenant.</param>
/// <param name="MayUndo">Whether the reader may make changes at all.</param>
public sealed record ChangeView(Change Change, long Newest, bool MayUndo)
{
    /// <summary>What undoing it would do; null when that was not asked for.</summary>
    public UndoResult? Undo { get; init; }

    /// <summary>Who would gain and lose what by it; null when the reader may not know.</summary>
    public ImpactView? Impact { get; init; }

    /// <summary>Why that cannot be said; null when it can.</summary>
    public string? NoImpact { get; init; }

    /// <summary>The reason that was typed.</summary>
    public string? Reason { get; init; }

    /// <summary>What was wrong with what was sent; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>The revision that this one has just undone; null for none.</summary>
    public long? Undid { get; init; }
}

/// <summary>The change log: live, and what is in it undone.</summary>
internal static class ChangePages
{
    private static readonly string[] AlwaysKinds =
        [ObjectRef.User, ObjectRef.Group, ObjectRef.Member, ObjectRef.Resource, ObjectRef.Acl, ObjectRef.Grant, ObjectRef.Binding, ObjectRef.Role, ObjectRef.ApiKey, ObjectRef.Model];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/changes", Access.Read, ListAsync);
        routes.MapPage(PagePaths.TenantRoute + "/changes/live", Access.Read, LiveAsync);
        routes.MapPage(PagePaths.TenantRoute + "/change", Access.Read, ShowAsync);
        routes.MapForm(PagePaths.TenantRoute + "/change", Access.Read, UndoAsync);
    }

    private static async ValueTask<IResult> ListAsync(PageCall call)
    {
        var tenant = await call.TenantAsync();
        var filter = new ChangeFilter(call.Query("actor"), call.Query("q"), call.Query("kind"));
        var history = await ChangeHistory.ReadAsync(call.Service, call.Tenant, tenant.Revision, Number(call, "after"), filter, call.Cancellation);
        return call.Show<ChangesPage, ChangesView>(new ChangesView(history, filter, [.. AlwaysKinds.Union(tenant.Documents)]));
    }

    private static async ValueTask<IResult> LiveAsync(PageCall call) =>
        new LiveChanges(call, Math.Min(LiveChanges.Since(call) ?? long.MaxValue, (await call.TenantAsync()).Revision));

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        var view = await ReadAsync(call) with { Undid = Number(call, "undid") };
        if (call.Query("undo") is null) return call.Show<ChangePage, ChangeView>(view);
        return call.Show<ChangePage, ChangeView>(await TryAsync(call, view));
    }

    private static async ValueTask<IResult> UndoAsync(PageCall call)
    {
        var view = await ReadAsync(call) with { Reason = call.Field("reason") };
        try
        {
            var undone = await call.Service.UndoAsync(call.Tenant, Request(call, view) with { Digest = call.Field("digest") }, call.Cancellation);
            if (undone.Applied) return Results.Redirect(call.To("change", ("revision", Numbers.Write(undone.Result!.Revision)), ("undid", Numbers.Write(view.Change.Revision))));
            var tried = await TryAsync(call, view);
            return call.Show<ChangePage, ChangeView>(tried with { Error = "Nothing was changed." }, StatusCodes.Status409Conflict);
        }
        catch (AclException e) when (e.Code is ErrorCodes.PreconditionFailed or ErrorCodes.LimitExceeded)
        {
            var tried = await TryAsync(call, view);
            return call.Show<ChangePage, ChangeView>(tried with { Error = $"Nothing was changed: {e.Detail}." }, Refusal.Of(e).Status);
        }
    }

    private static async ValueTask<ChangeView> ReadAsync(PageCall call)
    {
        var revision = Number(call, "revision") ?? throw new AclException(ErrorCodes.InvalidDocument, "expected the number of a revision", "revision");
        var page = revision < 1 ? null : await call.Service.ChangesAsync(call.Tenant, new ChangesRequest(revision - 1) { Limit = 1 }, call.Cancellation);
        if (page is not { Changes: [var change] }) throw new AclException(ErrorCodes.NotFound, $"there is no revision {revision}", "revision");
        return new ChangeView(change, page.Revision, call.MayAdminister || call.Self is not null);
    }

    /// <summary>Says what undoing would do, and changes nothing.</summary>
    private static async ValueTask<ChangeView> TryAsync(PageCall call, ChangeView view)
    {
        view = view with { Undo = await call.Service.UndoAsync(call.Tenant, Request(call, view) with { DryRun = true, Reason = null }, call.Cancellation) };
        if (!view.Undo.Applied) return view;
        try
        {
            var steps = view.Undo.Steps.Select(step => step with { As = null }).ToList();
            return view with { Impact = await ImpactView.ReadAsync(call, new ImpactRequest { Steps = steps }) };
        }
        catch (AclException e) when (e.Code is ErrorCodes.Denied or ErrorCodes.LimitExceeded)
        {
            return view with { NoImpact = e.Detail };
        }
    }

    private static UndoRequest Request(PageCall call, ChangeView view) => new(view.Change.Revision)
    {
        Reason = view.Reason, As = call.Caller.MayNameOthers ? null : call.Caller.Subject,
    };

    private static long? Number(PageCall call, string name) => call.Query(name) is not { } text ? null
        : Numbers.Read(text) ?? throw new AclException(ErrorCodes.InvalidDocument, "expected a whole number", name);
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Management;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Keys;

/// <summary>The API keys of a tenant.</summary>
/// <param name="Page">Some of them.</param>
public sealed record KeysView(ObjectPage Page)
{
    /// <summary>The key that was just made, with its token, which is shown this once; null for none.</summary>
    public Node? Made { get; init; }

    /// <summary>The key that is asked about whether it is to be deleted; null for none.</summary>
    public Node? Deleting { get; init; }

    /// <summary>What was typed into the form for a new one, by field.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with that.</summary>
    public AclException? Problem { get; init; }
}

/// <summary>API keys: who has which, new ones, and taking them back.</summary>
internal static class KeyPages
{
    /// <summary>Keys of a page.</summary>
    private const int PageRows = 50;

    private static readonly string[] Fields = ["id", "scope", "subject", "note", "expires"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/keys", Access.Administer, ReadAsync);
        routes.MapForm(PagePaths.TenantRoute + "/keys", Access.Administer, call => call.Field("do") == "delete" ? DeleteAsync(call) : MakeAsync(call));
    }

    private static async ValueTask<IResult> ReadAsync(PageCall call)
    {
        var deleting = call.Query("delete") is not { } id ? null : await call.Service.GetAsync(call.Tenant, ApiKeys.Named(id), call.Cancellation)
            ?? throw new AclException(ErrorCodes.NotFound, $"there is no key `{id}`", "delete");
        return await ShowAsync(call, view => view with { Deleting = deleting?.Document });
    }

    private static async ValueTask<IResult> MakeAsync(PageCall call)
    {
        var typed = Fields.Where(field => call.Field(field) is not null).ToDictionary(field => field, field => call.Field(field)!);
        try
        {
            // The answer itself shows the token: it is stored nowhere, and stands in no address.
            var key = Node.Map(typed.Select(field => (field.Key, (Node?)Node.Of(field.Value))));
            var (_, made) = await ApiKeys.MakeAsync(call.Service, call.Tenant, key, call.Cancellation);
            return await ShowAsync(call, view => view with { Made = made });
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return await ShowAsync(call, view => view with { Typed = typed, Problem = e }, Refusal.Of(e).Status);
        }
    }

    private static async ValueTask<IResult> DeleteAsync(PageCall call)
    {
        await ApiKeys.RevokeAsync(call.Service, call.Tenant, ApiKeys.Named(call.Field("id") ?? ""), call.Cancellation);
        return Results.Redirect(call.To("keys"));
    }

    private static async ValueTask<IResult> ShowAsync(PageCall call, Func<KeysView, KeysView> change, int status = StatusCodes.Status200OK)
    {
        var request = new BrowseRequest(ObjectRef.ApiKey) { After = call.Query("after"), Limit = PageRows };
        var page = await call.Service.BrowseAsync(call.Tenant, request, call.Cancellation);
        return call.Show<KeysPage, KeysView>(change(new KeysView(page)), status);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>A check and why it is answered so. The address is the question, so that whoever has it can ask the same.</summary>
internal static class CheckPages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(PagePaths.TenantRoute + "/check", Access.Read.OrOwn, CheckAsync);

    private static async ValueTask<IResult> CheckAsync(PageCall call)
    {
        var tenant = await call.TenantAsync();
        var form = CheckForm.Of(call);
        var view = new CheckView(tenant, form, await CheckChoices.ReadAsync(call, tenant));
        try
        {
            if (Given(call, form) is { } more) return Results.Redirect(call.To("check", more.Query()));
            if (form.IsComplete) view = await AskAsync(call, view);
            return call.Show<CheckPage, CheckView>(view);
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return call.Show<CheckPage, CheckView>(view with { Error = AtField(e) }, Refusal.Of(e).Status);
        }
    }

    /// <summary>The question with the facts that were filled in because it lacked them; null when none were.</summary>
    private static CheckForm? Given(PageCall call, CheckForm form)
    {
        var given = call.Context.Request.Query.Keys.Where(key => key.StartsWith(Need.Prefix, StringComparison.Ordinal)).ToArray();
        if (given.Length == 0) return null;
        foreach (var key in given)
            if (call.Query(key) is { } value && Need.Of(key[Need.Prefix.Length..]) is { } need) form = form.With(need, value);
        return form;
    }

    private static async ValueTask<CheckView> AskAsync(PageCall call, CheckView view)
    {
        var request = view.Form.Read();
        var answer = await call.Service.ExplainAsync(call.Tenant, request, call.Cancellation);
        // What would allow it waits for its turn among the changes: it is asked only where there is something to suggest.
        if (!answer.Allowed && call.MayRead) answer = await call.Service.ExplainAsync(call.Tenant, request with { Suggest = true }, call.Cancellation);
        return view with { Asked = request, Answer = answer };
    }

    /// <summary>An error at the field of the form that it is about, where it is about one.</summary>
    private static AclException AtField(AclException error) => error switch
    {
        { Place: { } place } when place.StartsWith("assuming", StringComparison.Ordinal) => StepsText.At("assuming", error),
        { Place: not null } => error,
        { Code: ErrorCodes.UnknownAction } => new AclException(error.Code, error.Detail, "action", error),
        { Code: ErrorCodes.UnknownType } => new AclException(error.Code, error.Detail, "resource", error),
        _ => error,
    };
}

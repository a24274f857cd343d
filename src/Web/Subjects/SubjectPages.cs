using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Web.Checks;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>
/// One user, group or role: what is stored of him for readers, and what he can reach. A user without scopes has a page of his own, with that alone.
/// What changes him is put together here and leads to the page that shows what it would change, before it does.
/// </summary>
internal static class SubjectPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/subject", Access.Read.OrOwn, call => ShowAsync(call, null));
        routes.MapPage(PagePaths.TenantRoute + "/subject-change", Access.Administer, ChangeAsync);
        RemovalPages.Map(routes);
    }

    /// <summary>Whom a page is about: the one that the address names, or else whoever asks.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it names nobody.</exception>
    public static SubjectRef Named(PageCall call) =>
        call.Named("ref") is { } reference ? SubjectRef.Parse(reference)
        : call.Self ?? throw new AclException(ErrorCodes.InvalidDocument, "expected a subject such as `user:ann`", "ref");

    private static async ValueTask<IResult> ShowAsync(PageCall call, AclException? error)
    {
        var tenant = await call.TenantAsync();
        var subject = Named(call);
        var view = new SubjectView(tenant, subject, await Reaching.ReadAsync(call, tenant, subject)) { Error = error };
        if (call.MayRead) view = view with { Record = await new SubjectReader(call, subject).ReadAsync(tenant) };
        if (call.Caller.MayNameOthers) view = view with { Bindable = await SubjectChanges.BindableAsync(call, tenant, subject) };
        return call.Show<SubjectPage, SubjectView>(view, error is null ? StatusCodes.Status200OK : Refusal.Of(error).Status);
    }

    private static async ValueTask<IResult> ChangeAsync(PageCall call)
    {
        try
        {
            var change = await SubjectChanges.ReadAsync(call, Named(call));
            var back = PagePaths.WithQuery("subject", [("ref", Named(call).ToString())]);
            // Shown here and not by another address: what is stored of somebody may be longer than one can be.
            return await WhatIfPages.ShowAsync(call, new WhatIfForm(StepsText.Write(change), null, back, null, null));
        }
        catch (AclException e) when (e.Code == ErrorCodes.InvalidDocument)
        {
            return await ShowAsync(call, e);
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Models;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>Policies, roles and collections: lists, one of them, and its forms.</summary>
internal static class DocumentPages
{
    /// <summary>Holders of a page.</summary>
    private const int HoldersShown = 25;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/documents", Access.Read, DocumentLists.ListAsync);
        routes.MapPage(PagePaths.TenantRoute + "/document", Access.Read, ReadAsync);
        routes.MapForm(PagePaths.TenantRoute + "/document", Access.Administer.OrOwn, DocumentForms.PostAsync);
    }

    /// <summary>Whether somebody may try to change documents; whether he may change one is the model's to say.</summary>
    public static bool MayChange(PageCall call) => call.MayAdminister || call.Self is not null;

    /// <summary>The page of one document, or of a new one.</summary>
    public static async ValueTask<IResult> ShowAsync(PageCall call, Func<DocumentView, DocumentView>? change = null, int status = StatusCodes.Status200OK)
    {
        var view = await ViewAsync(call);
        return call.Show<DocumentPage, DocumentView>(change is null ? view : change(view), status);
    }

    /// <summary>The kind that a request is about.</summary>
    public static async ValueTask<DocumentKind> KindAsync(PageCall call) => DocumentLists.Find(DocumentKind.Of(await call.TenantAsync()), call.Query("kind"));

    private static async ValueTask<IResult> ReadAsync(PageCall call)
    {
        if (call.Query("delete") is null) return await ShowAsync(call);
        var kind = await KindAsync(call);
        var impact = call.MayAdminister ? await DocumentForms.ImpactAsync(call, kind.Delete(call.Named("id") ?? ""), call.Query("after")) : null;
        return await ShowAsync(call, view => view with { IsDeleting = view.Stored is not null, Deletion = impact });
    }

    private static async ValueTask<DocumentView> ViewAsync(PageCall call)
    {
        var kind = await KindAsync(call);
        var model = await ModelText.ReadAsync(call);
        var id = call.Named("id");
        var stored = id is null ? null : await call.Service.GetAsync(call.Tenant, kind.Ref(id), call.Cancellation);
        if (stored is null && id is not null && HttpMethods.IsGet(call.Context.Request.Method))
            throw new AclException(ErrorCodes.NotFound, $"there is no {kind.One} `{id}`");
        if (stored is null) return new DocumentView(kind, null) { Draft = MayChange(call) ? new DocumentDraft(DocumentTemplates.For(model, kind), null) : null };
        var holders = new Holders(call, model);
        var boundTo = model.BoundTo(kind.Name);
        return new DocumentView(kind, stored)
        {
            Draft = MayChange(call) ? new DocumentDraft(DocumentTexts.Write(stored.Document, call.Query("format") == DocumentTexts.JsonFormat), stored.ETag) : null,
            Bound = boundTo.Count == 0 ? null : await holders.BoundAsync(stored.Ref, HoldersShown, call.Query("bound-after")),
            Listed = await holders.ListedAsync(stored.Ref, HoldersShown, call.Query("listed-after")),
            Includes = Inclusions.Of(stored.Document),
            Includers = await Inclusions.IncludersAsync(call, DocumentKind.Of(await call.TenantAsync()), stored.Ref),
            BoundTo = boundTo,
            IsLevel = model.RoleType is not null,
            Candidates = MayChange(call) ? await Choices.SubjectsAsync(call, boundTo) : Choices.None,
        };
    }
}

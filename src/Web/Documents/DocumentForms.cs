using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Editing;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>What is done with the form of a document: tried, previewed, saved; or deleted.</summary>
internal static class DocumentForms
{
    public static ValueTask<IResult> PostAsync(PageCall call) => call.Field("do") switch
    {
        "delete" => DeleteAsync(call),
        "bind" => BindingForms.BindAsync(call),
        "unbind" => BindingForms.UnbindAsync(call),
        _ => WriteAsync(call),
    };

    /// <summary>Which decisions a step would change.</summary>
    public static ValueTask<ImpactView> ImpactAsync(PageCall call, Step step, string? after) => ImpactView.ReadAsync(call, new ImpactRequest { Steps = [step], After = after });

    private static async ValueTask<IResult> WriteAsync(PageCall call)
    {
        var kind = await DocumentPages.KindAsync(call);
        var draft = new DocumentDraft(call.RawField("text"), call.Field("etag")) { Reason = call.Field("reason") };
        var (id, document) = (call.Named("id"), default(Node));
        try
        {
            document = Yaml.Parse(draft.Text);
            var step = kind.Put(id, document);
            if (call.Field("after") is not null || call.Field("do") == "preview")
                return await ShowAsync(call, draft with { Impact = await ImpactAsync(call, step, call.Field("after")) });
            if (call.Field("do") != "save") return await TryAsync(call, draft, step);
            return await SaveAsync(call, kind, draft, step, id ?? kind.IdIn(document));
        }
        catch (AclException e) when (e.IsRefusal())
        {
            // That a text is wrong is the answer to whoever asked; only to save it was too much.
            var status = call.Field("do") == "save" ? Refusal.Of(e).Status : StatusCodes.Status200OK;
            return await ShowAsync(call, draft with { Problem = TextProblem.Of(e, document, kind.Name) }, status);
        }
    }

    private static async ValueTask<IResult> TryAsync(PageCall call, DocumentDraft draft, Step step)
    {
        var result = await call.ApplyAsync(new ApplyRequest([step]) { DryRun = true });
        return await ShowAsync(call, draft with { Warnings = result.Results[0].Warnings });
    }

    private static async ValueTask<IResult> SaveAsync(PageCall call, DocumentKind kind, DocumentDraft draft, Step step, string? id)
    {
        try
        {
            var result = await call.ApplyAsync(new ApplyRequest([step])
            {
                Reason = draft.Reason,
                Preconditions = id is null ? [] : [new Precondition(kind.Ref(id), draft.ETag is { } tag ? [tag] : null)],
            });
            return Results.Redirect(call.ToSaved(result.Revision, "document", ("kind", kind.Name), ("id", id)));
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed && call.MayRead)
        {
            if (await call.Service.GetAsync(call.Tenant, kind.Ref(id!), call.Cancellation) is not { } meanwhile) throw;
            return await ShowAsync(call, draft with { Meanwhile = meanwhile }, StatusCodes.Status412PreconditionFailed);
        }
    }

    private static async ValueTask<IResult> DeleteAsync(PageCall call)
    {
        var kind = await DocumentPages.KindAsync(call);
        var id = call.Named("id") ?? "";
        var result = await call.ApplyAsync(new ApplyRequest([kind.Delete(id)])
        {
            Reason = call.Field("reason"),
            Preconditions = [new Precondition(kind.Ref(id), call.Field("etag") is { } tag ? [tag] : [])],
        });
        return Results.Redirect(call.ToSaved(result.Revision, "documents", ("kind", kind.Name)));
    }

    private static ValueTask<IResult> ShowAsync(PageCall call, DocumentDraft draft, int status = StatusCodes.Status200OK) =>
        // What has been deleted meanwhile is new again.
        DocumentPages.ShowAsync(call, view => view with { Draft = view.Stored is null ? draft with { ETag = null } : draft }, status);
}

using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Editing;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>What is done with the form of a document: tried, previewed, saved; or deleted.</summary>
internal static class DocumentForms
{
    /// <summary>Differences of one page of a preview.</summary>
    private const int ImpactRows = 50;

    public static ValueTask<IResult> PostAsync(PageCall call) => call.Field("do") switch
    {
        "delete" => DeleteAsync(call),
        "bind" => BindingForms.BindAsync(call),
        "unbind" => BindingForms.UnbindAsync(call),
        _ => WriteAsync(call),
    };

    /// <summary>Which decisions a step would change.</summary>
    public static ValueTask<Listed<ImpactDifference>> ImpactAsync(PageCall call, Step step, string? after) =>
        call.Service.ImpactAsync(call.Tenant, new ImpactRequest { Steps = [step], Limit = ImpactRows, After = after }, call.Cancellation);

    /// <summary>Makes a change, and says at which revision it holds.</summary>
    /// <exception cref="AclException">When it is refused.</exception>
    public static async ValueTask<ApplyResult> ApplyAsync(PageCall call, ApplyRequest request)
    {
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        return result.Applied ? result : throw StepRefusals.InWords(result);
    }

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
        catch (AclException e) when (Refusal.Of(e).Status < StatusCodes.Status500InternalServerError)
        {
            // That a text is wrong is the answer to whoever asked; only to save it was too much.
            var status = call.Field("do") == "save" ? Refusal.Of(e).Status : StatusCodes.Status200OK;
            return await ShowAsync(call, draft with { Problem = TextProblem.Of(e, document, kind.Name) }, status);
        }
    }

    private static async ValueTask<IResult> TryAsync(PageCall call, DocumentDraft draft, Step step)
    {
        var result = await ApplyAsync(call, new ApplyRequest([step]) { DryRun = true });
        return await ShowAsync(call, draft with { Warnings = result.Results[0].Warnings });
    }

    private static async ValueTask<IResult> SaveAsync(PageCall call, DocumentKind kind, DocumentDraft draft, Step step, string? id)
    {
        try
        {
            var result = await ApplyAsync(call, new ApplyRequest([step])
            {
                Reason = draft.Reason,
                Preconditions = id is null ? [] : [new Precondition(kind.Ref(id), draft.ETag is { } tag ? [tag] : null)],
            });
            return Results.Redirect(call.To("document", ("kind", kind.Name), ("id", id), ("saved", $"{result.Revision}")));
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
        var result = await ApplyAsync(call, new ApplyRequest([kind.Delete(id)])
        {
            Reason = call.Field("reason"),
            Preconditions = [new Precondition(kind.Ref(id), call.Field("etag") is { } tag ? [tag] : [])],
        });
        return Results.Redirect(call.To("documents", ("kind", kind.Name), ("saved", $"{result.Revision}")));
    }

    private static ValueTask<IResult> ShowAsync(PageCall call, DocumentDraft draft, int status = StatusCodes.Status200OK) =>
        // What has been deleted meanwhile is new again.
        DocumentPages.ShowAsync(call, view => view with { Draft = view.Stored is null ? draft with { ETag = null } : draft }, status);
}

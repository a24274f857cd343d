using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>Binds a role or policy to somebody, and takes it away from him.</summary>
internal static class BindingForms
{
    public static async ValueTask<IResult> BindAsync(PageCall call)
    {
        var kind = await DocumentPages.KindAsync(call);
        var typed = BindDraft.Fields.Where(field => call.Field(field) is not null).ToDictionary(field => field, field => call.Field(field)!);
        try
        {
            var terms = ((string[])["from", "until", "when"]).Select(term => (term, typed.TryGetValue(term, out var text) ? Node.Of(text) : null));
            return await DoneAsync(call, kind, new Step("bind", Node.Map([.. Key(call, kind, call.Field), .. terms])));
        }
        catch (AclException e) when (e.IsRefusal())
        {
            var field = BindDraft.Fields.FirstOrDefault(name => e.Place is { } place && (place == name || place.StartsWith($"{name}[", StringComparison.Ordinal)));
            var draft = new BindDraft { Typed = typed, Field = field, Problem = e.Detail };
            return await DocumentPages.ShowAsync(call, view => view with { Binding = draft }, Refusal.Of(e).Status);
        }
    }

    public static async ValueTask<IResult> UnbindAsync(PageCall call)
    {
        var kind = await DocumentPages.KindAsync(call);
        return await DoneAsync(call, kind, new Step("unbind", Node.Map(Key(call, kind, call.NamedField))));
    }

    private static IEnumerable<(string, Node?)> Key(PageCall call, DocumentKind kind, Func<string, string?> field) =>
    [
        (kind.Name, Node.Of(call.Named("id") ?? "")), ("to", Node.List([field("to") ?? ""])), ("namespace", field("namespace") is { } ns ? Node.Of(ns) : null),
    ];

    private static async ValueTask<IResult> DoneAsync(PageCall call, DocumentKind kind, Step step)
    {
        var result = await call.ApplyAsync(new ApplyRequest([step]) { Reason = call.Field("reason") });
        return Results.Redirect(call.ToSaved(result.Revision, "document", ("kind", kind.Name), ("id", call.Named("id"))) + "#bound");
    }
}

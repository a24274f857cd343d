using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>What the page shows before somebody is taken out of everything.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Removal">What there is of him.</param>
/// <param name="Impact">Which decisions would be other ones; null where they cannot be told.</param>
public sealed record RemovalView(SubjectRef Subject, Removal Removal, ImpactView? Impact)
{
    /// <summary>Why the change is to be made, as typed.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong with the form; its place is a field.</summary>
    public AclException? Error { get; init; }
}

/// <summary>Taking a user or group out of everything, by typing who it is under what that would change.</summary>
internal static class RemovalPages
{
    private const string Path = PagePaths.TenantRoute + "/remove";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, Access.Administer, call => ShowAsync(call, null));
        routes.MapForm(Path, Access.Administer, RemoveAsync);
    }

    private static async ValueTask<IResult> ShowAsync(PageCall call, AclException? error)
    {
        var subject = SubjectPages.Named(call);
        var (dry, impact) = (await ApplyAsync(call, subject, null, isDry: true), (ImpactView?)null);
        if (call.Caller.MayNameOthers)
            impact = await ImpactView.ReadAsync(call, new ImpactRequest { Steps = [Remove(subject)], After = call.Query("after") });
        var view = new RemovalView(subject, dry.Results[0].Removal!, impact) { Error = error, Reason = error is null ? null : call.Field("reason") };
        return call.Show<RemovalPage, RemovalView>(view, error is null ? StatusCodes.Status200OK : Refusal.Of(error).Status);
    }

    private static async ValueTask<IResult> RemoveAsync(PageCall call)
    {
        var subject = SubjectPages.Named(call);
        if (call.Field("confirm") != subject.ToString().Trim())
            return await ShowAsync(call, new AclException(ErrorCodes.InvalidDocument, $"type `{subject}` to confirm", "confirm"));
        var done = await ApplyAsync(call, subject, call.Field("reason"), isDry: false);
        return Results.Redirect(call.ToSaved(done.Revision, "subject", ("ref", subject.ToString())));
    }

    private static ValueTask<ApplyResult> ApplyAsync(PageCall call, SubjectRef subject, string? reason, bool isDry) =>
        call.ApplyAsync(new ApplyRequest([Remove(subject)]) { Reason = reason, DryRun = isDry });

    private static Step Remove(SubjectRef subject) => new("remove", Node.Of(subject.ToString()));
}

using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Serving;

/// <summary>Changes made by forms: made or refused, and answered by a redirect when they hold.</summary>
internal static class Applying
{
    /// <summary>The parameter of an address that says at which revision a change was saved.</summary>
    public const string Saved = "saved";

    /// <summary>Makes a change, or tries it.</summary>
    /// <exception cref="AclException">When it is refused: the first refused step, and what it would have taken.</exception>
    public static async ValueTask<ApplyResult> ApplyAsync(this PageCall call, ApplyRequest request)
    {
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        return result.Applied ? result : throw StepRefusals.InWords(result);
    }

    /// <summary>Leads to a page of the tenant that says what was saved.</summary>
    /// <param name="call">The request that saved it.</param>
    /// <param name="revision">The revision it led to.</param>
    /// <param name="page">The page.</param>
    /// <param name="query">Its query.</param>
    public static string ToSaved(this PageCall call, long revision, string page, params IReadOnlyList<(string Name, string? Value)> query) =>
        call.To(page, [.. query, (Saved, Numbers.Write(revision))]);

    /// <summary>Whether an error is of what was sent, and so to be shown where it was typed; one of the server is not.</summary>
    public static bool IsRefusal(this AclException error) => Refusal.StatusOf(error.Code) < StatusCodes.Status500InternalServerError;
}

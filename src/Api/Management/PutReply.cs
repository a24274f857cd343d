using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>The answer to a document that was put: as it is stored now, with where and its tag, and what of it has no effect.</summary>
internal static class PutReply
{
    private const string Warning = "Acl-Warning";

    /// <summary>BOUNDED: most warnings told, and most characters of each; who wants them all asks by <c>apply</c>.</summary>
    private const int MostWarnings = 10;

    private const int WarningCharacters = 200;

    /// <summary>The answer.</summary>
    /// <param name="call">The request.</param>
    /// <param name="collection">What it was put into.</param>
    /// <param name="stored">What there is now; null when it is kept elsewhere, or gone again.</param>
    /// <param name="isNew">Whether it was not there before.</param>
    /// <param name="warnings">What was accepted but has no effect.</param>
    public static Reply Of(AclCall call, ObjectCollection collection, StoredObject? stored, bool isNew, IReadOnlyList<string> warnings)
    {
        var reply = Reply.NoContent;
        if (stored is not null)
        {
            reply = Reply.Json(stored.Document, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK).With("ETag", ETags.Header(stored));
            // A path alone: a request's Host may lie.
            if (isNew) reply = reply.With("Location", $"{call.Base}/{AclPaths.Management(call.Tenant.Value)}/{collection.Address(stored)}");
        }

        foreach (var warning in warnings.Take(MostWarnings)) reply = reply.With(Warning, Plain(warning));
        return warnings.Count <= MostWarnings ? reply : reply.With(Warning, $"and {warnings.Count - MostWarnings} more");
    }

    /// <summary>As a header can hold it; a warning is for people.</summary>
    private static string Plain(string text) => string.Concat(text.Take(WarningCharacters).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}

using System.Globalization;
using Microsoft.Net.Http.Headers;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Entity tags (RFC 9110) in the heads of requests and answers.</summary>
internal static class ETags
{
    private const string IfMatch = "If-Match";
    private const string IfNoneMatch = "If-None-Match";

    /// <summary>The tag of a document, strong, as it stands in a header.</summary>
    public static string Header(StoredObject found) => $"\"{found.ETag}\"";

    /// <summary>The tag of a version of the model, as it stands in a header.</summary>
    public static string Header(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The versions of the model that <c>If-Match</c> names; null for any. A tag that is no version's is that of none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when a header is malformed, or of no use here.</exception>
    public static IReadOnlyList<long>? Versions(AclCall call)
    {
        if (Read(call, IfNoneMatch) is not null) throw new AclException(ErrorCodes.InvalidDocument, "there always is a model; use If-Match", IfNoneMatch);
        return Read(call, IfMatch) is not { } tags || tags.Contains(EntityTagHeaderValue.Any) ? null
            : [.. tags.Select(tag => long.TryParse(Strong(tag), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)];
    }

    /// <summary>Whether the caller of a question says that he has this document already.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the header is malformed.</exception>
    public static bool Has(AclCall call, StoredObject found) =>
        Read(call, IfNoneMatch) is { } tags && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == Header(found));

    /// <summary>What the caller of a change says must be so of the object it is made of.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when a header is malformed, or of no use for a change.</exception>
    public static IReadOnlyList<Precondition> Preconditions(AclCall call, ObjectRef reference)
    {
        var conditions = new List<Precondition>();
        if (Read(call, IfMatch) is { } tags)
            conditions.Add(new Precondition(reference, tags.Contains(EntityTagHeaderValue.Any) ? [] : [.. tags.Select(Strong)]));
        if (Read(call, IfNoneMatch) is not { } others) return conditions;
        if (!others.Contains(EntityTagHeaderValue.Any))
            throw new AclException(ErrorCodes.InvalidDocument, "for a change only `*` is taken", IfNoneMatch);
        return [.. conditions, new Precondition(reference, null)];
    }

    /// <summary>What is between the quotes; a weak tag keeps its mark and so is no document's, as RFC 9110 has it for changes.</summary>
    private static string Strong(EntityTagHeaderValue tag) => tag.IsWeak ? tag.ToString() : tag.Tag.Value![1..^1];

    private static IList<EntityTagHeaderValue>? Read(AclCall call, string name)
    {
        var lines = call.HeaderLines(name);
        if (lines.Count == 0) return null;
        return EntityTagHeaderValue.TryParseStrictList([.. lines], out var tags) && tags.Count > 0
            ? tags
            : throw new AclException(ErrorCodes.InvalidDocument, "expected entity tags in double quotes, or `*`", name);
    }
}

using System.Buffers.Text;
using System.Text;

namespace OrleansAcl.Lists;

/// <summary>Where a page ended, as text that says nothing to whoever passes it on: the last id that was looked at for it.</summary>
internal static class PagePlace
{
    /// <summary>The place behind an id.</summary>
    public static string Write(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id));

    /// <summary>The id that a place is behind; null for the beginning.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a place that is none, naming <c>after</c>.</exception>
    public static string? Read(string? place)
    {
        if (place is null) return null;
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(place));
        }
        catch (FormatException)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "expected the place where an earlier page ended", "after");
        }
    }

    /// <summary>Refuses a page of nothing, and one that is too long.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/>, naming <c>limit</c>.</exception>
    public static void RequireLimit(int? limit, string items)
    {
        if (limit is < 1 or > AclLimits.PageItems)
            throw new AclException(ErrorCodes.LimitExceeded, $"a page has from 1 to {AclLimits.PageItems} {items}", "limit");
    }
}

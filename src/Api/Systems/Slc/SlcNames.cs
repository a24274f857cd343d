using OrleansAcl.Api.Http;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>Names in paths, which are ids too.</summary>
internal static class SlcNames
{
    private const string EscapedSlash = "%2F";

    /// <summary>The one in the path.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it may have a slash.</exception>
    public static string Name(this AclCall call, string segment)
    {
        var name = call.Segment(segment);
        return name.Contains(EscapedSlash, StringComparison.OrdinalIgnoreCase)
            ? throw new AclException(ErrorCodes.InvalidDocument, "a name with a / cannot stand in a path", segment)
            : name;
    }
}

using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansAcl.Api.Http;

/// <summary>
/// The path of a request as it was sent, each segment decoded exactly once. A route value is not that: the framework leaves an escaped slash
/// escaped in it, so that in an id <c>a/b</c> and <c>a%2Fb</c> look alike.
/// </summary>
internal readonly struct RawPath
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string[] _segments;

    private RawPath(string[] segments) => _segments = segments;

    /// <summary>How many segments there are.</summary>
    public int Count => _segments.Length;

    /// <summary>A segment, decoded.</summary>
    public string this[int index] => _segments[index];

    /// <summary>All from a segment on, with the slashes between them that were not escaped.</summary>
    public string From(int index) => string.Join('/', _segments.Skip(index));

    /// <summary>The path below the one the application is served at.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not well encoded.</exception>
    public static RawPath Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.Length == 0 ? Parse(Escaped(request.Path)) : Parse(target, request.PathBase.Value?.Count(c => c == '/') ?? 0);
    }

    /// <summary>For servers that do not say how a path was sent, as in-memory ones for tests: their escaped slashes are taken for slashes.</summary>
    private static string Escaped(PathString path) => string.Join(
        '/', (path.Value ?? "/").Split('/').Select(segment => Uri.EscapeDataString(segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))));

    /// <summary>Reads the target of a request line: a path, or an absolute address.</summary>
    /// <param name="target">As sent.</param>
    /// <param name="skip">How many segments at the beginning are not of interest.</param>
    public static RawPath Parse(string target, int skip = 0)
    {
        var path = target.Split('?')[0];
        if (!path.StartsWith('/') && path.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            path = path.IndexOf('/', scheme + 3) is > 0 and var slash ? path[slash..] : "/";
        string[] segments = [.. path.Split('/').Skip(skip + 1).Select(Decode)];

        // The framework resolves these before it routes, so what is routed would be another path than this one.
        if (segments.Any(s => s is "." or "..")) throw Malformed("a path has no segment `.` or `..`; escape the slashes of an id");
        return new RawPath(segments);
    }

    private static string Decode(string segment)
    {
        if (!segment.Contains('%')) return segment;
        var bytes = new ArrayBufferWriter<byte>(segment.Length);
        for (var i = 0; i < segment.Length;)
        {
            if (segment[i] != '%')
            {
                var plain = segment.IndexOf('%', i) is > 0 and var next ? next : segment.Length;
                bytes.Write(Encoding.UTF8.GetBytes(segment[i..plain]));
                i = plain;
                continue;
            }

            if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1]) || !char.IsAsciiHexDigit(segment[i + 2]))
                throw Malformed("a `%` stands before two hexadecimal digits");
            bytes.Write([Convert.FromHexString(segment.AsSpan(i + 1, 2))[0]]);
            i += 3;
        }

        try
        {
            return Strict.GetString(bytes.WrittenSpan);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("what is escaped is not UTF-8");
        }
    }

    private static AclException Malformed(string message) => new(ErrorCodes.InvalidDocument, message, "path");
}

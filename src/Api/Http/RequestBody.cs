using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Http;

/// <summary>Reads a JSON body of at most <see cref="AclLimits.DocumentBytes"/>.</summary>
internal static class RequestBody
{
    private const int ChunkBytes = 4_096;

    /// <summary>Reads the whole body.</summary>
    /// <param name="request">Whose.</param>
    /// <param name="anyJson">Whether <c>text/json</c> and what ends in <c>+json</c> will do too.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for another content type or malformed JSON.</exception>
    /// <exception cref="BadHttpRequestException">With status 413 when it is too large, whether it says so beforehand or not.</exception>
    public static async ValueTask<Node> ReadAsync(HttpRequest request, bool anyJson, CancellationToken cancellation)
    {
        if (request.ContentLength > AclLimits.DocumentBytes) throw TooLarge();
        RequireJson(request.ContentType, anyJson);
        var body = new ArrayBufferWriter<byte>(ChunkBytes);
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(ChunkBytes), cancellation);
            if (read == 0) return Json.Parse(body.WrittenSpan);
            body.Advance(read);
            if (body.WrittenCount > AclLimits.DocumentBytes) throw TooLarge();
        }
    }

    private static void RequireJson(string? contentType, bool anyJson)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals(Reply.JsonType, StringComparison.OrdinalIgnoreCase) || (anyJson && IsJson(type)))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return;
        throw new AclException(ErrorCodes.InvalidDocument, $"expected the content type `{Reply.JsonType}` in UTF-8");
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase)
        || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static BadHttpRequestException TooLarge() =>
        new($"the body is longer than {AclLimits.DocumentBytes} bytes", StatusCodes.Status413PayloadTooLarge);
}

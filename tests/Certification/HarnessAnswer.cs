using OrleansAcl.Documents;

namespace OrleansAcl.Certification;

/// <summary>What came back for a case.</summary>
/// <param name="response">Its status and headers.</param>
/// <param name="text">Its body.</param>
internal sealed class HarnessAnswer(HttpResponseMessage response, string text)
{
    /// <summary>The header that names a request.</summary>
    public const string IdHeader = "X-Request-ID";

    /// <summary>The status.</summary>
    public int Status { get; } = (int)response.StatusCode;

    /// <summary>What the body says it is.</summary>
    public string? ContentType { get; } = response.Content.Headers.ContentType?.MediaType;

    /// <summary>The name of the request; null when it has none.</summary>
    public string? Id { get; } = response.Headers.TryGetValues(IdHeader, out var values) ? string.Join(", ", values) : null;

    /// <summary>The body as it came.</summary>
    public string Text => text;

    /// <summary>The body as JSON.</summary>
    public Node Body => Json.Parse(text);
}

using Microsoft.IdentityModel.Protocols;

namespace OrleansAcl.Api.Security;

/// <summary>
/// Fetches what issuers publish: over https, or from this machine; without following redirects; in <see cref="Within"/> and of at most
/// <see cref="MostBytes"/>.
/// </summary>
internal sealed class IssuerDocuments : IDocumentRetriever, IDisposable
{
    /// <summary>BOUNDED: the largest document, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>BOUNDED: how long one may take.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Within,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <inheritdoc/>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !OidcOptions.IsTrusted(uri))
            throw new IOException($"`{address}` is no https address");
        return await _http.GetStringAsync(uri, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}

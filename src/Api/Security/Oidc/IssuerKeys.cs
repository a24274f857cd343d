using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OrleansAcl.Api.Security;

/// <summary>
/// The keys an issuer signs with, as its metadata says. They are fetched when first needed, when they are old, and when a token names one
/// that is not among them; the token waits for that, so that the first one after a rotation is taken too.
/// </summary>
/// <param name="issuer">The issuer.</param>
/// <param name="documents">Fetches what it publishes.</param>
/// <param name="time">How old they are.</param>
internal sealed class IssuerKeys(string issuer, IDocumentRetriever documents, TimeProvider time)
{
    /// <summary>When they are fetched again.</summary>
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(1);

    /// <summary>How long they are used when they cannot be fetched again.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromHours(24);

    /// <summary>BOUNDED: how soon they are fetched again at the earliest, whatever key ids are named to us.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _fetching = new(1);
    private volatile Fetched? _known;
    private long? _tried;
    private Exception? _failure;

    /// <summary>The keys of an id, or all when a token names none; empty when the issuer publishes none of it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unreachable"/> when that cannot be known (FAIL-CLOSED).</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? id, CancellationToken cancellation)
    {
        var known = _known;
        var keys = known?.Of(id) ?? [];
        var usable = keys.Count > 0 && time.GetElapsedTime(known!.At) < MostAge;
        if (usable && time.GetElapsedTime(known!.At) < RefreshAfter) return keys;

        // Who has keys to go on with does not wait for another who fetches.
        if (!await _fetching.WaitAsync(usable ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellation)) return keys;
        try
        {
            if (ReferenceEquals(known, _known) && MayTry) await FetchAsync();
            if (_failure is null) return _known!.Of(id);
            return usable ? keys : throw new AclException(ErrorCodes.Unreachable, "the keys of the token's issuer cannot be fetched", null, _failure);
        }
        finally
        {
            _fetching.Release();
        }
    }

    private bool MayTry => _tried is not { } at || time.GetElapsedTime(at) >= Between;

    /// <summary>Fetches for everybody who waits; that the one who came first has gone does not end it.</summary>
    private async Task FetchAsync()
    {
        _tried = time.GetTimestamp();
        try
        {
            var address = issuer.TrimEnd('/') + "/.well-known/openid-configuration";
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, CancellationToken.None);
            if (metadata.Issuer != issuer) throw new InvalidDataException($"the metadata is of another issuer, `{metadata.Issuer}`");
            _known = new Fetched([.. metadata.SigningKeys], time.GetTimestamp());
            _failure = null;
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    private sealed record Fetched(SecurityKey[] Keys, long At)
    {
        public IReadOnlyList<SecurityKey> Of(string? id) => string.IsNullOrEmpty(id) ? Keys : [.. Keys.Where(key => key.KeyId == id)];
    }
}

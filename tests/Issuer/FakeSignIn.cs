using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Issuer;

/// <summary>The part of an issuer that people sign in at: whoever comes is <see cref="User"/>, and is sent back at once. It believes nobody who cannot show the verifier.</summary>
public sealed class FakeSignIn(FakeIssuer issuer)
{
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = [];

    /// <summary>Who comes.</summary>
    public string User { get; set; } = "ann";

    /// <summary>The client it knows.</summary>
    public string ClientId { get; set; } = "pages";

    /// <summary>The client's secret; null for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The audience of access tokens; null for tokens that only the issuer can read.</summary>
    public string? Audience { get; set; }

    /// <summary>What it puts into the ID token in the place of what it was sent.</summary>
    public string? OtherNonce { get; set; }

    /// <summary>The scopes that were asked for last.</summary>
    public string? Scope { get; private set; }

    /// <summary>Where clients send people.</summary>
    public IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256") return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        Scope = query["scope"];
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    /// <summary>Where clients bring what people came back with.</summary>
    public async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var sent) || form["client_id"] != ClientId || (ClientSecret is { } secret && form["client_secret"] != secret)
            || form["redirect_uri"] != sent.RedirectUri || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != sent.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        var id = Token(ClientId, ("nonce", Node.Of(OtherNonce ?? sent.Nonce)));
        return Results.Json(new { access_token = Audience is { } audience ? Token(audience) : "opaque", token_type = "Bearer", id_token = id });
    }

    private string Token(string audience, params (string, Node?)[] more) => issuer.Keys[0].Token(Node.Map(
    [
        ("iss", Node.Of(issuer.Address)), ("aud", Node.Of(audience)), ("sub", Node.Of(User)), ("iat", Node.Of(DateTimeOffset.UtcNow.ToUnixTimeSeconds())),
        ("exp", Node.Of(DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds())), .. more,
    ]));
}

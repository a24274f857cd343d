using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.AuthZen;

/// <summary>Where a search goes on.</summary>
/// <param name="Question">What must not change between pages, by <see cref="SearchQuestion"/>.</param>
/// <param name="Limit">Most results in each page.</param>
/// <param name="Revision">The revision that the page before it was answered at.</param>
/// <param name="After">The id of that page's last result.</param>
internal sealed record PagePlace(string Question, int Limit, long Revision, string After);

/// <summary>
/// Places of searches as tokens that their callers cannot make or change: the place in Base64, a dot, and its HMAC-SHA256. The key comes of the
/// administrator's token, so every process with the same one takes them, also after a restart; without it a process takes only its own.
/// </summary>
internal sealed class PageTokens(AclApiOptions options)
{
    private const int KeyBytes = 32;

    // Served anonymously there may be an empty token, of which everybody could make the key.
    private readonly byte[] _key = options.AllowAnonymous
        ? RandomNumberGenerator.GetBytes(KeyBytes)
        : HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Token!), KeyBytes, info: Purpose.ToArray());

    /// <summary>What sets this key apart from others that are made of the same token; another form of tokens is another number.</summary>
    private static ReadOnlySpan<byte> Purpose => "OrleansAcl: places of searches, 1"u8;

    /// <summary>The token of a place.</summary>
    public string Write(PagePlace place)
    {
        var parts = Node.List([Node.Of(place.Question), Node.Of(place.Limit), Node.Of(place.Revision), Node.Of(place.After)]);
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(parts.ToString()));
        return $"{text}.{Sign(text)}";
    }

    /// <summary>The place of a token.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not exactly a token that was written with this key.</exception>
    public PagePlace Read(Node node)
    {
        var token = node.AsString();
        var dot = token.LastIndexOf('.');
        if (dot < 0 || !IsSame(token[(dot + 1)..], Sign(token[..dot])))
            throw node.Invalid("is no token of this server, or not the whole of one; expected the `page.next_token` of an answer");

        // What is signed was written above.
        var parts = Json.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, dot))).Items;
        return new PagePlace(parts[0].AsString(), (int)parts[1].AsInteger(), parts[2].AsInteger(), parts[3].AsString());
    }

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether two texts are the same, in a time that does not tell how far they are.</summary>
    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Pages;

/// <summary>
/// Cursors as tokens that their callers cannot make, change or read: a place may be one that the caller may not see. Encrypted and authenticated by
/// AES-GCM; the key comes of the administrator's token, so every process with the same one takes them, also after a restart; without it a process
/// takes only its own.
/// </summary>
internal sealed class CursorTokens(AclApiOptions options)
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    // Served anonymously there may be an empty token, of which everybody could make the key.
    private readonly byte[] _key = options.AllowAnonymous
        ? RandomNumberGenerator.GetBytes(KeyBytes)
        : HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Token!), KeyBytes, info: Purpose.ToArray());

    /// <summary>What sets this key apart from others that are made of the same token; another form of tokens is another number.</summary>
    private static ReadOnlySpan<byte> Purpose => "OrleansAcl: places of lists, 2"u8;

    /// <summary>The token of a cursor.</summary>
    public string Write(Cursor cursor)
    {
        var parts = Node.List([Node.Of(cursor.Question), Node.Of(cursor.Limit), Node.Of(cursor.Revision), Node.Of(cursor.After)]);
        var text = Encoding.UTF8.GetBytes(parts.ToString());
        var sealedText = new byte[NonceBytes + text.Length + TagBytes];
        var (nonce, hidden, tag) = Parts(sealedText);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce.Span, text, hidden.Span, tag.Span);
        return Base64Url.EncodeToString(sealedText);
    }

    /// <summary>The cursor of a token.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not exactly a token that was written with this key.</exception>
    public Cursor Read(Node node)
    {
        if (Open(node.AsString()) is not { } text) throw node.Invalid("is no token of this server, or not the whole of one; expected what the page before ended with");

        // What was sealed was written above.
        var parts = Json.Parse(text).Items;
        return new Cursor(parts[0].AsString(), (int)parts[1].AsInteger(), parts[2].AsInteger(), parts[3].AsString());
    }

    private byte[]? Open(string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        var sealedText = Base64Url.DecodeFromChars(token);
        // One token has one spelling: no white space, no padding, no bits that say nothing.
        if (sealedText.Length < NonceBytes + TagBytes || Base64Url.EncodeToString(sealedText) != token) return null;
        var (nonce, hidden, tag) = Parts(sealedText);
        var text = new byte[hidden.Length];
        try
        {
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(nonce.Span, hidden.Span, tag.Span, text);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Hidden, Memory<byte> Tag) Parts(Memory<byte> sealedText) =>
        (sealedText[..NonceBytes], sealedText[NonceBytes..^TagBytes], sealedText[^TagBytes..]);
}

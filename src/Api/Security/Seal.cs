using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace OrleansAcl.Api.Security;

/// <summary>
/// Hides bytes from their carriers, who can neither make nor change them: AES-GCM. The key comes of the administrator's token, so every process with
/// the same one opens what another sealed, also after a restart; without it a server opens only its own.
/// </summary>
internal sealed class Seal
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    // Served to everybody there may be an empty token, of which everybody could make the key.
    private static readonly ConditionalWeakTable<AclApiOptions, byte[]> OwnSecrets = [];

    private readonly byte[] _key;

    /// <param name="options">Where the token is.</param>
    /// <param name="purpose">Sets this key apart from others that are made of the same token; another form of content is another purpose.</param>
    public Seal(AclApiOptions options, string purpose)
    {
        var secret = options.AllowAnonymous ? OwnSecrets.GetValue(options, static _ => RandomNumberGenerator.GetBytes(KeyBytes)) : Encoding.UTF8.GetBytes(options.Token!);
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: Encoding.UTF8.GetBytes($"OrleansAcl: {purpose}"));
    }

    /// <summary>The bytes, sealed; each time others.</summary>
    public byte[] Close(ReadOnlySpan<byte> plain)
    {
        var all = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = all.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, plain, all.AsSpan(NonceBytes..^TagBytes), all.AsSpan(^TagBytes..));
        return all;
    }

    /// <summary>What was sealed; null when that is not exactly what <see cref="Close"/> gave.</summary>
    public byte[]? Open(ReadOnlySpan<byte> all)
    {
        if (all.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[all.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(all[..NonceBytes], all[NonceBytes..^TagBytes], all[^TagBytes..], plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Issuer;

/// <summary>A key pair of an issuer: RSA (<c>RS256</c>) or elliptic curve (<c>ES256</c>).</summary>
public sealed class SigningKey
{
    private static readonly Lazy<SigningKey> Shared = new(() => Rsa("first"));
    private readonly Lock _signing = new();
    private readonly Func<byte[], byte[]> _sign;

    private SigningKey(string id, string algorithm, Func<byte[], byte[]> sign, byte[] publicKey, params (string, Node?)[] jwk)
    {
        (Id, Algorithm, PublicKey) = (id, algorithm, publicKey);
        _sign = data =>
        {
            lock (_signing) return sign(data);
        };
        Jwk = Node.Map([("kid", Node.Of(id)), ("use", Node.Of("sig")), .. jwk]);
    }

    /// <summary>An RSA key that tests share, for making one takes a while.</summary>
    public static SigningKey First => Shared.Value;

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>The public half as everybody may know it.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The public half as issuers publish it.</summary>
    public Node Jwk { get; }

    public static SigningKey Rsa(string id)
    {
        var key = RSA.Create(2048);
        var known = key.ExportParameters(false);
        return new SigningKey(
            id, "RS256", data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key.ExportSubjectPublicKeyInfo(),
            ("kty", Node.Of("RSA")), ("n", Encoded(known.Modulus!)), ("e", Encoded(known.Exponent!)));
    }

    public static SigningKey Curve(string id)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var known = key.ExportParameters(false);
        return new SigningKey(
            id, "ES256", data => key.SignData(data, HashAlgorithmName.SHA256), key.ExportSubjectPublicKeyInfo(),
            ("kty", Node.Of("EC")), ("crv", Node.Of("P-256")), ("x", Encoded(known.Q.X!)), ("y", Encoded(known.Q.Y!)));
    }

    /// <summary>A token with these claims, in order, under the usual header.</summary>
    public string Token(Node claims) => Token(Header(), claims);

    /// <summary>A token under another header.</summary>
    public string Token(Node header, Node claims) => Token(header, claims, _sign);

    /// <summary>A token whose claims are this text.</summary>
    public string Token(string claims) => Token(Header(), claims, _sign);

    /// <summary>A token signed by whatever means.</summary>
    public static string Token(Node header, Node claims, Func<byte[], byte[]> sign) => Token(header, claims.ToString(), sign);

    private static string Token(Node header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encoded(header.ToString())}.{Encoded(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The usual header, with other members put over it; one that is null there is left out.</summary>
    public Node Header(params (string Key, string? Value)[] others) => Node.Map(
        new Dictionary<string, string?>([new("alg", Algorithm), new("kid", Id), new("typ", "JWT")])
            .Where(e => others.All(o => o.Key != e.Key)).Select(e => (e.Key, e.Value))
            .Concat(others).Where(e => e.Item2 is not null).Select(e => (e.Item1, (Node?)Node.Of(e.Item2!))));

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static Node Encoded(byte[] number) => Node.Of(Base64Url.EncodeToString(number));
}

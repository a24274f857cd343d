using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api;

/// <summary>
/// An API key as its bearer has it: <c>acl_{id}_{secret}</c>. The secret is random and long, so its plain SHA-256 is all that need be
/// stored of it.
/// </summary>
public sealed partial class ApiKeyToken
{
    internal const string HashEntry = "hash";

    private const int SecretBytes = 32;
    private const int MadeUpIdBytes = 6;

    private readonly string _secret;

    private ApiKeyToken(string id, string secret) => (Id, _secret) = (id, secret);

    /// <summary>The key's id.</summary>
    public string Id { get; }

    /// <summary>The whole token.</summary>
    public string Text => $"acl_{Id}_{_secret}";

    /// <summary>The SHA-256 of its secret, in lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_secret)));

    /// <summary>Makes one.</summary>
    /// <param name="id">The key's id; null for one that is made up.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for what is no id.</exception>
    public static ApiKeyToken Make(string? id = null)
    {
        id ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MadeUpIdBytes));
        if (!IsId(id)) throw new AclException(ErrorCodes.InvalidDocument, "a key's id is 1 to 64 of a-z, 0-9 and -", "id");
        return new ApiKeyToken(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
    }

    /// <summary>Reads one, or says that it is none; whether there is such a key is another question.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeyToken? token)
    {
        var match = Shape().Match(text);
        token = match.Success ? new ApiKeyToken(match.Groups["id"].Value, match.Groups["secret"].Value) : null;
        return match.Success;
    }

    /// <summary>The step that stores the key.</summary>
    /// <param name="scope"><c>decide</c>, <c>read</c> or <c>administer</c>.</param>
    /// <param name="more">The rest of its document: <c>subject</c>, <c>note</c> and <c>expires</c>, as far as there are any.</param>
    public ApplyRequest ToRequest(Node scope, params IEnumerable<(string Key, Node? Value)> more) => new(
    [
        new Step(ObjectRef.ApiKey, Node.Map([
            ("id", Node.Of(Id)), (HashEntry, Node.Of(Hash)), ("scope", scope.Copy()), .. more.Select(e => (e.Key, e.Value?.Copy()))])),
    ])
    {
        // A key that is there already is somebody's.
        Preconditions = [new Precondition(new ObjectRef(ObjectRef.ApiKey, Id), null)],
    };

    /// <summary>A stored object without what is nobody's to read.</summary>
    internal static StoredObject WithoutHash(StoredObject found) => found.Ref.Kind != ObjectRef.ApiKey ? found : found with
    {
        Document = Node.Map(found.Document.Copies(but: HashEntry)),
    };

    /// <summary>Whether a text can be a key's id.</summary>
    public static bool IsId(string text) => Id64().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex Id64();

    // 43 characters are 32 bytes.
    [GeneratedRegex(@"\Aacl_(?<id>[a-z0-9-]{1,64})_(?<secret>[A-Za-z0-9_-]{43})\z")]
    private static partial Regex Shape();
}

using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>
/// Keys to the HTTP API, kept with the tenant so that one that is taken away is refused at once on every silo. Only the digest of a key's secret
/// is stored, and only the system may store one: a key may give more than any rule of a model does.
/// </summary>
internal static class ApiKeySteps
{
    private const int MostIdCharacters = 64;
    private const int DigestCharacters = 64;

    private static readonly string[] Scopes = ["decide", "read", "administer"];

    /// <summary>Stores a key.</summary>
    public static void ApiKey(StepScope scope, Node value)
    {
        value.RequireMap("id!", "hash!", "scope!", "subject", "note", "expires");
        var id = value["id"]!.AsName();
        if (id.Length > MostIdCharacters || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw value["id"]!.Invalid($"expected at most {MostIdCharacters} lower-case letters, digits and `-`");
        var hash = value["hash"]!.AsString();
        if (hash.Length != DigestCharacters || !hash.All(char.IsAsciiHexDigitLower)) throw value["hash"]!.Invalid("expected a SHA-256 digest in lower-case hexadecimal");
        if (!Scopes.Contains(value["scope"]!.AsString())) throw value["scope"]!.Invalid("expected `decide`, `read` or `administer`");
        if (value["subject"] is { } subject) scope.Subject(subject, SubjectRef.User);
        value["note"]?.AsString();
        value["expires"]?.AsInstant();
        RequireSystem(scope);
        var key = new SetKey(ObjectRef.ApiKey, id);
        scope.Draft.Put(key, scope.Draft.Set(key) with { Document = value.Copy() });
    }

    /// <summary>Takes a key away.</summary>
    public static void Delete(StepScope scope, Node value, string id)
    {
        RequireSystem(scope);
        var key = new SetKey(ObjectRef.ApiKey, id);
        var state = scope.Draft.Set(key);
        if (id.Length == 0 || state.Document is null) throw value.Refused(ErrorCodes.NotFound, $"there is no key `{References.Shown(id)}`");
        scope.Draft.Put(key, new SetState { Generation = state.Generation + 1 });
    }

    private static void RequireSystem(StepScope scope)
    {
        if (scope.Caller is not null) throw new StepDeniedException([]);
    }
}

using OrleansAcl.Documents;

namespace OrleansAcl.Api.Security;

/// <summary>What a valid token says of its bearer, by the issuer's configuration.</summary>
internal static class TokenClaims
{
    private const string Roles = "roles";
    private const string Groups = "groups";
    private const string ScopePrefix = "acl:";

    /// <summary>Reads the bearer.</summary>
    /// <param name="payload">The token's claims, a mapping.</param>
    /// <param name="options">Which claims mean what.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when a claim is missing or malformed.</exception>
    public static Caller Read(Node payload, OidcOptions options)
    {
        var subject = Subject(payload, options);
        return new Caller(subject.ToString(), Scope(payload, options.ScopeClaim))
        {
            Subject = subject,
            IsSubject = true,
            Claims = options.RolesClaim is null && options.GroupsClaim is null
                ? null
                : Node.Map((Roles, Names(payload, options.RolesClaim)), (Groups, Names(payload, options.GroupsClaim))),
        };
    }

    private static SubjectRef Subject(Node payload, OidcOptions options)
    {
        if (payload[options.SubjectClaim] is not { Kind: NodeKind.String, Text.Length: > 0 } claim)
            throw BearerToken.Refused($"the token names nobody; expected its claim `{options.SubjectClaim}` to be a text");
        try
        {
            return new SubjectRef(SubjectRef.User, options.SubjectPrefix + claim.Text);
        }
        catch (AclException e)
        {
            throw BearerToken.Refused($"the token's claim `{options.SubjectClaim}` is no user's id: {e.Detail}");
        }
    }

    /// <summary>The largest scope a token gives; claims are one text of words, or a list.</summary>
    private static Scopes Scope(Node payload, string claim) => Words(payload, claim)
        .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.StartsWith(ScopePrefix, StringComparison.Ordinal))
        .Aggregate(Scopes.None, (all, word) => all | ScopeNames.Find(word[ScopePrefix.Length..]));

    /// <summary>Names of a claim; one that is used and missing gives none, and what is stored does not count instead.</summary>
    private static Node? Names(Node payload, string? claim) => claim is null ? null : Node.List(Words(payload, claim));

    private static string[] Words(Node payload, string claim) => payload[claim] switch
    {
        null or { Kind: NodeKind.Null } => [],
        { Kind: NodeKind.String } one => [one.Text],
        { Kind: NodeKind.List } list when list.Items.All(i => i.Kind == NodeKind.String) => list.AsStrings(),
        _ => throw BearerToken.Refused($"the token's claim `{claim}` is neither a text nor a list of texts"),
    };
}

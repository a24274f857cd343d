using OrleansAcl.Documents;

namespace OrleansAcl.Api.Security;

/// <summary>Whom a request is answered for.</summary>
/// <param name="Name">What the change log calls him: <c>admin</c>, <c>key:ci</c>, <c>user:ann</c>.</param>
/// <param name="Scopes">How much he may do.</param>
internal sealed record Caller(string Name, Scopes Scopes)
{
    /// <summary>Whoever asks what anybody may.</summary>
    public static Caller Nobody { get; } = new("nobody", Scopes.None);

    /// <summary>Whoever has the administrator's token.</summary>
    public static Caller Administrator { get; } = new("admin", Scopes.Server);

    /// <summary>The subject he is, or that his changes are bound to; null for none.</summary>
    public SubjectRef? Subject { get; init; }

    /// <summary>
    /// Whether he is the subject, as one with a token of his own is, and not something bound to it, as a key is. Then he may ask about
    /// himself and make changes as himself without any scope.
    /// </summary>
    public bool IsSubject { get; init; }

    /// <summary>His <c>roles</c> and <c>groups</c> by his token, a mapping; null when it is what is stored that counts.</summary>
    public Node? Claims { get; init; }

    /// <summary>Whether his changes may be made as anybody, or as the system, and not only as himself.</summary>
    public bool MayNameOthers => Has(Scopes.Administer) && (Subject is null || IsSubject);

    /// <summary>Refuses a request of his that names another, unless he may.</summary>
    /// <param name="named">Whom it is to be done as.</param>
    /// <param name="place">Where he is named.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public void RequireMayName(SubjectRef named, string place)
    {
        if (named == Subject || MayNameOthers) return;
        var whom = Subject is { } self ? $"{Name} may act as {self} only, not as `{named}`" : $"{Name} may not act as `{named}`";
        throw new AclException(ErrorCodes.Denied, whom, place);
    }

    /// <summary>What his token says of a subject: of himself his claims, of others nothing.</summary>
    public Node? ClaimsOf(SubjectRef? subject) => subject is not null && subject == Subject ? Claims : null;

    /// <summary>Whether he may do as much as that.</summary>
    public bool Has(Scopes needed) => (Scopes & needed) == needed;
}

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

    /// <summary>Whether he may do as much as that.</summary>
    public bool Has(Scopes needed) => (Scopes & needed) == needed;
}

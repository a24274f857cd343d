namespace OrleansAcl.Api.Security;

/// <summary>Who may call an endpoint.</summary>
/// <param name="Needed">The scope it needs; with none it is anybody's, token or not.</param>
/// <param name="Own">Whether one with a token of his own may call it about himself, or as himself, without that scope.</param>
internal readonly record struct Access(Scopes Needed, bool Own = false)
{
    /// <summary>Anybody, without a token.</summary>
    public static readonly Access Open = new(Scopes.None);

    /// <summary>Decisions.</summary>
    public static readonly Access Decide = new(Scopes.Decide);

    /// <summary>What is stored, and why something was decided.</summary>
    public static readonly Access Read = new(Scopes.Read);

    /// <summary>Changes.</summary>
    public static readonly Access Administer = new(Scopes.Administer);

    /// <summary>Tenants themselves.</summary>
    public static readonly Access Server = new(Scopes.Server);

    /// <summary>The same, and everybody in his own affairs: <see cref="CallersService"/> sees to it that they are his own.</summary>
    public Access OrOwn => this with { Own = true };

    /// <summary>Refuses callers that may not.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public void Require(Caller caller)
    {
        if (!caller.Has(Needed) && !(Own && caller.IsSubject)) throw Refused(caller, Needed);
    }

    /// <summary>The complaint that a caller has too small a scope.</summary>
    public static AclException Refused(Caller caller, Scopes needed) => new(ErrorCodes.Denied, needed == Scopes.Server
        ? $"{caller.Name} may not do this; it takes the administrator's token"
        : $"{caller.Name} may not do this; it takes the scope `{needed.ToString().ToLowerInvariant()}`");
}

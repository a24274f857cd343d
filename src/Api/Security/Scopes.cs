namespace OrleansAcl.Api.Security;

/// <summary>How much a caller may do; each scope holds the ones before it.</summary>
[Flags]
internal enum Scopes : byte
{
    /// <summary>Nothing by itself.</summary>
    None = 0,

    /// <summary>Ask for decisions about anybody.</summary>
    Decide = 1,

    /// <summary>Ask why, ask for lists, and read all that is stored.</summary>
    Read = Decide | 2,

    /// <summary>Change a tenant's content, as anybody or as the system.</summary>
    Administer = Read | 4,

    /// <summary>Make and remove tenants: the administrator's token alone.</summary>
    Server = Administer | 8,
}

/// <summary>The scopes that can be given to a key or by a token, by name.</summary>
internal static class ScopeNames
{
    /// <summary>The names, for messages.</summary>
    public const string All = "`decide`, `read` or `administer`";

    /// <summary>The scope of a name; <see cref="Scopes.None"/> when there is none of it.</summary>
    public static Scopes Find(string name) => name switch
    {
        "decide" => Scopes.Decide,
        "read" => Scopes.Read,
        "administer" => Scopes.Administer,
        _ => Scopes.None,
    };
}

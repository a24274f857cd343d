namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>A user or a role by name. A name with a slash is a role's; in a path a slash is written as a colon.</summary>
internal static class ApoloPrincipal
{
    /// <summary>The variable part of the path.</summary>
    public const string Segment = "name";

    /// <summary>The one in the path.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no name.</exception>
    public static SubjectRef OfPath(SystemCall call)
    {
        var name = call.Http.Segment(Segment);
        return name.Contains('/')
            ? throw new AclException(ErrorCodes.InvalidDocument, "a / in a name is written as a colon", Segment)
            : Named(name.Replace(':', '/'));
    }

    /// <summary>The one of a name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no name.</exception>
    public static SubjectRef Named(string name) => name.Contains(':')
        ? throw new AclException(ErrorCodes.InvalidDocument, "there is no colon in a name", Segment)
        : new SubjectRef(name.Contains('/') ? SubjectRef.Role : SubjectRef.User, name);

    /// <summary>What has to be readable for him or it to be seen.</summary>
    public static ResourceRef Resource(SubjectRef principal) => ResourceRef.Parse($"{principal.Type}://{principal.Id}");
}

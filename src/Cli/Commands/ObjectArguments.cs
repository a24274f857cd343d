namespace OrleansAcl.Cli.Commands;

/// <summary>How commands name stored objects.</summary>
internal static class ObjectArguments
{
    /// <summary>The kinds there are, for help.</summary>
    public const string Kinds = "user, group, role, policy, policy_collection, resource, acl, member, binding or grant";

    /// <summary>An object of <c>kind:id</c>, split at the first colon: a resource is <c>resource:job:1</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when it is none.</exception>
    public static ObjectRef Parse(string text, string option) => text.IndexOf(':') is > 0 and var colon
        ? new ObjectRef(text[..colon], text[(colon + 1)..])
        : throw new AclException(ErrorCodes.InvalidArguments, $"`{text}` is no object; expected kind:id, such as group:ops or resource:job:1", option);
}

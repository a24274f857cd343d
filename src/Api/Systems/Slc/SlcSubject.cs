using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>A user or a group in a body, <c>user</c> or <c>group</c> with its name.</summary>
internal static class SlcSubject
{
    /// <summary>The one named.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not exactly one.</exception>
    public static SubjectRef Read(Node body) => Of(body.Sent(SubjectRef.User)?.AsName(), body.Sent(SubjectRef.Group)?.AsName());

    /// <summary>The one of two names that is given.</summary>
    public static SubjectRef Of(string? user, string? group) => (user, group) switch
    {
        ({ } name, null) => new SubjectRef(SubjectRef.User, name),
        (null, { } name) => new SubjectRef(SubjectRef.Group, name),
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected either `user` or `group`"),
    };

    /// <summary>The namespace in a body; null, written or left out, is all of them.</summary>
    public static Node? Namespace(Node body) => body.Sent("namespace") is { } ns ? Node.Of(ns.AsName()) : null;
}

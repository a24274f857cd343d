namespace OrleansAcl;

/// <summary>A subject: <c>user:ann</c>, <c>group:analysts</c> or <c>role:alice/roles/reader</c>.</summary>
public readonly record struct SubjectRef
{
    /// <summary>The type of people.</summary>
    public const string User = "user";

    /// <summary>The type of groups.</summary>
    public const string Group = "group";

    /// <summary>The type of roles that can be asked about.</summary>
    public const string Role = "role";

    /// <summary>A subject of a type and an id, taken as they are.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for an empty or malformed part.</exception>
    public SubjectRef(string type, string id)
    {
        if (type.Length == 0 || id.Length == 0)
            throw new AclException(ErrorCodes.InvalidDocument, "a subject needs a type and an id");
        References.RequireId(type);
        References.RequireId(id);
        Type = type;
        Id = id;
    }

    private SubjectRef(string type, string id, bool _) => (Type, Id) = (type, id);

    /// <summary>A subject whose parts have been checked.</summary>
    internal static SubjectRef Checked(string type, string id) => new(type, id, true);

    /// <summary><c>user</c>, <c>group</c> or <c>role</c>.</summary>
    public string Type { get; }

    /// <summary>Everything after the first colon.</summary>
    public string Id { get; }

    /// <summary>Reads <c>type:id</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not one.</exception>
    public static SubjectRef Parse(string text)
    {
        var (type, id) = References.Split(text, "subject");
        return new SubjectRef(type, id);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type}:{Id}";
}

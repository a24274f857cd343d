namespace OrleansAcl;

/// <summary>
/// A resource: a type and an id, where an empty id stands for something still to be created. What <see cref="Parse"/> returns is
/// <em>as written</em> and gets its meaning from the model (short URIs, types in any case); what the constructor makes and what
/// the service returns is canonical.
/// </summary>
public readonly struct ResourceRef : IEquatable<ResourceRef>
{
    private enum Form : byte { Plain, Uri, Written }

    private readonly Form _form;

    /// <summary>A canonical resource of a type and an id.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a malformed part.</exception>
    public ResourceRef(string type, string id) : this(type, id, Form.Plain)
    {
        if (type.Length == 0) throw new AclException(ErrorCodes.InvalidDocument, "a resource needs a type");
        References.RequireId(type);
        References.RequireId(id);
    }

    private ResourceRef(string type, string id, Form form)
    {
        Type = type;
        Id = id;
        _form = form;
    }

    /// <summary>The resource type; in URI models the scheme.</summary>
    public string Type { get; }

    /// <summary>The id within the type; empty for something still to be created.</summary>
    public string Id { get; }

    /// <summary>True for what <see cref="Parse"/> returned, until a model has said what the text means.</summary>
    public bool IsWritten => _form == Form.Written;

    /// <summary>Reads <c>type:id</c> as written; an id beginning with <c>//</c> keeps it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when there is no type.</exception>
    public static ResourceRef Parse(string text)
    {
        var (type, id) = References.Split(text, "resource");
        return new ResourceRef(type, id, Form.Written);
    }

    /// <summary>A canonical resource whose text is <c>type://id</c>.</summary>
    internal static ResourceRef Uri(string type, string id) => new(type, id, Form.Uri);

    /// <summary>A canonical resource whose text is <c>type:id</c>, its parts already checked.</summary>
    internal static ResourceRef Plain(string type, string id) => new(type, id, Form.Plain);

    /// <inheritdoc/>
    public bool Equals(ResourceRef other) => Type == other.Type && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResourceRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Id);

    /// <summary>Same type and id, whatever the form.</summary>
    public static bool operator ==(ResourceRef left, ResourceRef right) => left.Equals(right);

    /// <summary>Another type or id.</summary>
    public static bool operator !=(ResourceRef left, ResourceRef right) => !left.Equals(right);

    /// <summary><c>type:id</c>, or <c>type://id</c> in URI models, where a whole scheme is <c>type:</c>.</summary>
    public override string ToString() => _form == Form.Uri && Id.Length > 0 ? $"{Type}://{Id}" : $"{Type}:{Id}";
}

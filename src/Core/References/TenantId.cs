namespace OrleansAcl;

/// <summary>A tenant's name: 1 to 63 of <c>a-z 0-9 -</c>, beginning with a letter or digit.</summary>
public readonly record struct TenantId
{
    /// <summary>The tenant that also answers at the root of the HTTP API.</summary>
    public static readonly TenantId Default = new("default");

    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>The name.</summary>
    public string Value => _value ?? "default";

    /// <summary>Reads a tenant's name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not one.</exception>
    public static TenantId Parse(string text) => TryParse(text, out var id) ? id : throw new AclException(
        ErrorCodes.InvalidDocument, $"`{References.Shown(text)}` is not a tenant name; expected 1 to 63 of a-z, 0-9 and -", "tenant");

    /// <summary>Reads a tenant's name, or says that it is none.</summary>
    public static bool TryParse(string? text, out TenantId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > 63 || text[0] == '-') return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        id = new TenantId(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

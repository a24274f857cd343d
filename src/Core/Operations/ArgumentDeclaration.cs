namespace OrleansAcl.Operations;

/// <summary>An argument as a model file declares it: <c>Kind</c>, <c>Kind?</c>, <c>Kind*</c> for an optional list, or <c>Kind = arg.property</c>.</summary>
/// <param name="Kind">A resource type's name, or one of the kinds that are no resource.</param>
/// <param name="Optional">Whether it may be left out.</param>
/// <param name="IsList">Whether it is a list of such values.</param>
/// <param name="From">Where it is taken from when left out, <c>arg.property</c>; null for nowhere.</param>
public sealed record ArgumentDeclaration(string Kind, bool Optional, bool IsList, string? From)
{
    /// <summary>Reads one; whether there is such a kind is another question.</summary>
    public static ArgumentDeclaration Parse(string text)
    {
        var from = default(string);
        if (text.IndexOf('=') is > 0 and var equals) (text, from) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var kind = text.TrimEnd('?', '*');
        return new ArgumentDeclaration(kind, text.Length > kind.Length, text.EndsWith('*'), from);
    }
}

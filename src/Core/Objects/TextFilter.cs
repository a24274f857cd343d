using OrleansAcl.Documents;

namespace OrleansAcl.Objects;

/// <summary>What a text is looked for in: ids, whole references, and names.</summary>
/// <param name="text">The text, in any case; null or empty is found everywhere.</param>
internal readonly struct TextFilter(string? text)
{
    private const string Name = "name";

    /// <summary>Whether it stands in what somebody may know an object by.</summary>
    /// <param name="type">The type of its reference.</param>
    /// <param name="id">Its id; in models of URIs what stands behind the slashes.</param>
    /// <param name="named">A mapping that may name it.</param>
    public bool Matches(string type, string id, Node? named) =>
        string.IsNullOrEmpty(text) || Contains(id) || IsReference(type, id) || (named?[Name] is { Kind: NodeKind.String } name && Contains(name.Text));

    private bool Contains(string where) => where.Contains(text!, StringComparison.OrdinalIgnoreCase);

    /// <summary>Only a text that reaches into the id: the type alone is everybody's.</summary>
    private bool IsReference(string type, string id)
    {
        if (!text!.Contains(':')) return false;
        return Reaches($"{type}:{id}", type, text) || Reaches($"{type}://{id}", type, text);
    }

    private static bool Reaches(string reference, string type, string text) =>
        reference.LastIndexOf(text, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at + text.Length > type.Length + 1;
}

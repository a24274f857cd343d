using OrleansAcl.Documents;

namespace OrleansAcl.Models;

/// <summary>How references are written in models whose resources are URIs: absolute, relative to a place the settings name, or a whole scheme.</summary>
/// <param name="Place">The settings that name the place relative references start from, outermost first.</param>
/// <param name="AbsoluteOnly">The schemes that have no relative form.</param>
internal sealed record UriRules(IReadOnlyList<string> Place, IReadOnlyList<string> AbsoluteOnly)
{
    /// <summary>The type and the canonical form of a reference.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/>.</exception>
    public (ResourceType Type, ResourceRef Ref) Resolve(Model model, ResourceRef written, Node settings, Reach reach)
    {
        if (!model.TypesByName.TryGetValue(written.Type, out var type) || type.Reach == Reach.Internal)
            throw Malformed(written, $"the scheme is not one of {string.Join(", ", model.Types.Select(t => t.Name))}");
        if (type.Reach > reach) type = model.Type(written.Type, reach);
        var id = written.IsWritten ? Absolute(written, settings) : written.Id;
        if (id.Length > 1 && id.EndsWith('/')) id = id[..^1];
        RequirePath(type, written, id);
        return (type, ResourceRef.Uri(type.Name, id));
    }

    /// <summary>Where relative references start: the values of the settings, joined.</summary>
    public string Start(Node settings, int parts) => string.Join('/', Place.Take(parts).Select(p => settings[p]?.ScalarText ?? "default"));

    private string Absolute(ResourceRef written, Node settings)
    {
        var text = written.Id;
        if (text.Length == 0 || text == "//") return "";
        if (text.StartsWith("//", StringComparison.Ordinal)) return text[2..];
        if (text[0] == '~') throw Malformed(written, "a path may not start with ~");
        if (AbsoluteOnly.Contains(written.Type)) throw Malformed(written, $"a {written.Type} is written {written.Type}://..");
        if (text == "/") return Start(settings, Place.Count - 1);
        return text[0] == '/'
            ? Start(settings, Place.Count - 1) + text
            : Start(settings, Place.Count) + "/" + text;
    }

    private static void RequirePath(ResourceType type, ResourceRef written, string id)
    {
        References.RequireId(id);
        if (id.Length == 0) return;
        if (id[0] == '~') throw Malformed(written, "a path may not start with ~");
        if (id[0] == '/' || id[^1] == '/' || id.Contains("//", StringComparison.Ordinal)) throw Malformed(written, "a path may not have empty segments");
        if (type.Untagged && id.Contains(':')) throw Malformed(written, "tag is not allowed");
    }

    /// <summary>The URI of an untagged type without its tag; null when the text is no such URI.</summary>
    public string? WithoutTag(Model model, string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || !model.TypesByName.TryGetValue(text[..colon], out var type) || !type.Untagged) return null;
        var tag = text.IndexOf(':', colon + 1);
        return tag < 0 ? text : text[..tag];
    }

    private static AclException Malformed(ResourceRef written, string why) =>
        new(ErrorCodes.InvalidDocument, $"`{References.Shown(written.ToString())}` is not a URI of this model: {why}");
}

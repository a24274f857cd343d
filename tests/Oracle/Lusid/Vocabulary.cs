namespace OrleansAcl.Oracle.Lusid;

/// <summary>Section 2: types, their actions and the components of their ids. Type and action names ignore case.</summary>
internal static class Vocabulary
{
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Repository"] = ["Read"],
        ["Image"] = ["Read", "Delete", "Download", "Use"],
        ["Job"] = ["Read", "Create", "Update", "Delete", "Run", "GetAllJobHistory"],
        ["Schedule"] = ["Read", "Create", "Update", "Delete", "OverwriteTrigger", "GetHistory", "Enable"],
        ["Feature"] = ["Execute"],
        ["Run"] = [],
    };

    /// <summary>A type's name as the page writes it.</summary>
    public static string Type(string written) =>
        Table.Keys.FirstOrDefault(k => Same(k, written)) ?? throw new AclException(ErrorCodes.UnknownType, "no such type");

    /// <summary>The actions of a type.</summary>
    public static string[] Actions(string type) => Table[type];

    /// <summary>The components of an id: an <c>Image</c> splits at its last <c>/</c>, every other at its first.</summary>
    public static Dictionary<string, string> Components(ResourceRef resource)
    {
        if (resource.Type == "Repository") return new() { ["repository"] = resource.Id };
        var image = resource.Type == "Image";
        var slash = image ? resource.Id.LastIndexOf('/') : resource.Id.IndexOf('/');
        if (slash < 0) throw new PageIsSilentException("an id without a slash");
        var (left, right) = (resource.Id[..slash], resource.Id[(slash + 1)..]);
        return image ? new() { ["repository"] = left, ["tag"] = right } : new() { ["scope"] = left, ["code"] = right };
    }

    /// <summary>Equal without regard to case.</summary>
    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

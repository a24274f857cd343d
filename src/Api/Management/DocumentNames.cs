using OrleansAcl.Documents;

namespace OrleansAcl.Api.Management;

/// <summary>
/// The name that a role, policy or collection says it has, in each format there is: <c>name</c>, or <c>code</c> with a <c>scope</c> before it
/// unless that is the default one.
/// </summary>
internal static class DocumentNames
{
    private const string DefaultScope = "default";

    /// <summary>The name and where it stands; null when there is none, which is for the format to refuse.</summary>
    public static (Node At, string Name)? Find(string kind, Node document)
    {
        if (document["name"] is { } name) return (name, name.AsName());
        if (document["code"] is not { } code) return null;
        var scope = document["scope"]?.AsName() ?? DefaultScope;
        var isPlain = kind == ObjectRef.Role || (scope == DefaultScope && !code.AsName().Contains('/'));
        return (code, isPlain ? code.AsName() : $"{scope}/{code.AsName()}");
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.Models.Lusid;

/// <summary>What LUSID's documents share: scope and code as an identity, references to it, and validity windows.</summary>
internal static class LusidIds
{
    private const string DefaultScope = "default";

    /// <summary>
    /// The identity of a document or reference: its code, before it the scope unless that is the default one. A scope has no slash and a
    /// code with one is never without its scope, so two documents never share an identity.
    /// </summary>
    public static string Of(Node node)
    {
        var (scope, code) = (node["scope"]?.AsName() ?? DefaultScope, node.Require("code").AsName());
        if (scope.Contains('/')) throw node["scope"]!.Invalid("a scope has no `/`");
        return scope == DefaultScope && !code.Contains('/') ? code : $"{scope}/{code}";
    }

    /// <summary>A list of references to policies or collections.</summary>
    public static IEnumerable<SetKey> References(Node? list, string kind)
    {
        foreach (var reference in list?.AsList() ?? [])
        {
            reference.RequireMap("scope", "code!");
            yield return new SetKey(kind, Of(reference));
        }
    }

    /// <summary>A <c>when</c>: from <c>activate</c>, inclusive, to <c>deactivate</c>, exclusive.</summary>
    public static TimeWindow Window(Node when)
    {
        when.RequireMap("activate", "deactivate");
        return new TimeWindow(Instant(when["activate"]), Instant(when["deactivate"]));
    }

    private static DateTimeOffset? Instant(Node? node) => node is null or { Kind: NodeKind.Null } ? null : node.AsInstant();
}

using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// Documents as LUSID answers with them: what was stored, the scope and code as <c>id</c>, <c>links</c>, and what the original fills in
/// where it was left out: a window that never closes.
/// </summary>
internal static class LusidAnswers
{
    /// <summary>The index of a role without a rank, which comes after all others; sent in a request it means the same.</summary>
    public const int Unranked = int.MaxValue;

    private const string When = "when";

    /// <summary>A policy.</summary>
    public static Node Policy(Node document) => Write(document, (When, Window(document[When])));

    /// <summary>A collection.</summary>
    public static Node Collection(Node document) => Write(document);

    /// <summary>A role; a permission is kept for those who send it and has no effect.</summary>
    public static Node Role(Node document) => Write(
        document,
        ("rank", null),
        ("roleHierarchyIndex", document["rank"]?.Copy() ?? Node.Of(Unranked)),
        ("resource", document["resource"]?.Copy() ?? Node.Map()),
        (When, Window(document[When])),
        ("permission", document["permission"]?.Copy() ?? Node.Of("Read")));

    /// <summary>The role of a single user.</summary>
    public static Node UserRole(Node document) => Node.Map(
        ("resource", document["resource"]?.Copy() ?? Node.Map()), ("id", LusidKey.Read(document).Write()), ("links", Node.List([])));

    /// <summary>A page of answers.</summary>
    public static Node Page(IEnumerable<Node> values, string? next) => Node.Map(
        ("values", Node.List(values)), ("links", Node.List([])), ("nextPage", next is null ? null : Node.Of(next)));

    /// <summary>What was stored, with some members put in place of what it says of them.</summary>
    private static Node Write(Node document, params (string Key, Node? Value)[] over) => Node.Map([
        ("id", LusidKey.Read(document).Write()),
        .. document.Copies(but: ["code", "scope", .. over.Select(o => o.Key)]),
        .. over,
        ("links", Node.List([]))]);

    private static Node Window(Node? when) => Node.Map(
        ("activate", when?["activate"]?.Copy() ?? Node.Of("0001-01-01T00:00:00.0000000+00:00")),
        ("deactivate", when?["deactivate"]?.Copy() ?? Node.Of("9999-12-31T23:59:59.9999999+00:00")));
}

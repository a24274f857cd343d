using OrleansAcl.Documents;
using OrleansAcl.Operations;

namespace OrleansAcl.Models;

/// <summary>Reads <c>operations</c> and <c>guards</c>.</summary>
internal sealed class OperationReader(Model model, Node? first)
{
    /// <summary>The operations by name.</summary>
    public Dictionary<string, Operation> Read(Node? node) =>
        (node?.AsMap() ?? Node.Map().Entries).ToDictionary(e => e.Key, e => One(e.Key, e.Value), StringComparer.Ordinal);

    /// <summary>The guards by event: the same checks as an operation's, over what is about to change.</summary>
    public Dictionary<string, Operation> ReadGuards(Node? node) =>
        (node?.AsMap() ?? Node.Map().Entries).ToDictionary(
            e => e.Key, e => new Operation { Name = e.Key, Checks = Checks(e.Value) }, StringComparer.Ordinal);

    private Operation One(string name, Node node)
    {
        node.RequireMap("args", "one_of", "checks", "items", "refused_as", "namespace");
        var arguments = (node["args"]?.AsMap() ?? Node.Map().Entries).Select(e => Argument(e.Key, e.Value)).ToList();
        return new Operation
        {
            Name = name,
            Arguments = arguments,
            OneOf = node["one_of"]?.AsStrings() ?? [],
            Gate = first is null ? null : Check(first),
            Checks = Checks(node["checks"]),
            Items = node["items"] is { } items ? Items(items) : null,
            RefusedAs = node["refused_as"]?.AsName(),
            WithoutNamespace = node["namespace"] is { } ns && (ns.AsName() == "none" ? true : throw ns.Invalid("expected `none`")),
        };
    }

    private OperationArgument Argument(string name, Node node)
    {
        var declared = ArgumentDeclaration.Parse(node.AsName());
        var fallback = declared.From is { } from ? Template.Parse("{" + from + "}", node) : null;
        var kind = declared.Kind;
        if (!model.TypesByName.ContainsKey(kind) && kind is not (ArgumentKind.Name or ArgumentKind.Text or ArgumentKind.User
            or ArgumentKind.Subject or ArgumentKind.Resource) && !kind.StartsWith(ArgumentKind.Mount, StringComparison.Ordinal))
            throw node.Invalid($"`{kind}` is no kind of argument");
        return new OperationArgument(name, kind, declared.Optional, declared.IsList, fallback);
    }

    private List<OperationCheck> Checks(Node? node) => [.. (node?.AsList() ?? []).Select(Check)];

    /// <summary><c>Action resource</c>, or a mapping with <c>check</c> and what modifies it.</summary>
    private OperationCheck Check(Node node)
    {
        if (node.Kind == NodeKind.String) return Plain(node);
        node.RequireMap("check!", "parent", "namespace", "context", "each", "if", "unless", "or", "report", "silent");
        return Plain(node["check"]!) with
        {
            Parent = node["parent"] is { } parent ? Template.Parse(parent) : null,
            Namespace = node["namespace"] is { } ns ? Namespace(ns) : null,
            Context = node["context"],
            Each = node["each"]?.AsName(),
            If = Conditions(node["if"]),
            Unless = Conditions(node["unless"]),
            Or = Checks(node["or"]),
            Report = node["report"] is { } report ? Template.Parse(report) : null,
            Silent = node["silent"]?.AsBoolean() ?? false,
        };
    }

    private static OperationCheck Plain(Node node)
    {
        var text = node.AsName();
        var space = text.IndexOf(' ');
        if (space <= 0) throw node.Invalid("expected `Action resource`");
        return new OperationCheck { Action = Template.Parse(text[..space], node), Resource = Template.Parse(text[(space + 1)..], node) };
    }

    private static NamespaceRule Namespace(Node node) => node.AsName() switch
    {
        "none" => NamespaceRule.None,
        "given" => new NamespaceRule(NamespaceKind.Given),
        "stored" => new NamespaceRule(NamespaceKind.Stored),
        "same" => new NamespaceRule(NamespaceKind.Same),
        _ => new NamespaceRule(NamespaceKind.Named, Template.Parse(node)),
    };

    /// <summary>One condition or a list of them.</summary>
    private static List<OperationCondition> Conditions(Node? node) =>
        node is null ? [] : node.Kind == NodeKind.List ? [.. node.Items.Select(Condition)] : [Condition(node)];

    private static OperationCondition Condition(Node node)
    {
        var text = node.AsName();
        foreach (var (word, test) in ((string, ConditionTest)[])[(" is not ", ConditionTest.IsNot), (" is ", ConditionTest.Is)])
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at > 0) return new OperationCondition(Template.Parse(text[..at], node), test, Template.Parse(text[(at + word.Length)..], node));
        }

        const string InCaller = " in caller";
        return text.EndsWith(InCaller, StringComparison.Ordinal)
            ? new OperationCondition(Template.Parse(text[..^InCaller.Length], node), ConditionTest.InCaller, null)
            : new OperationCondition(Template.Parse(text, node), ConditionTest.Holds, null);
    }

    private ItemRule Items(Node node)
    {
        if (node.Kind == NodeKind.String) return new ItemRule { Checks = [Check(node)] };
        node.RequireMap("types", "keep", "unless", "checks");
        return new ItemRule
        {
            Types = node["types"]?.AsStrings() ?? [],
            Keep = Conditions(node["keep"]),
            Unless = Conditions(node["unless"]),
            Checks = Checks(node["checks"]),
        };
    }
}

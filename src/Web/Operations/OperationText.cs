using OrleansAcl.Documents;
using OrleansAcl.Operations;

namespace OrleansAcl.Web.Operations;

/// <summary>An argument of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declared">What it takes.</param>
public sealed record OperationArgumentText(string Name, ArgumentDeclaration Declared)
{
    /// <summary>What it takes, in words.</summary>
    public string Words => (Declared.Kind.StartsWith("mount:", StringComparison.Ordinal) ? $"{Declared.Kind["mount:".Length..]} to mount" : Declared.Kind)
        + (Declared.IsList ? ", any number" : Declared.From is { } from ? $", or else {from}" : Declared.Optional ? ", may be left out" : "");
}

/// <summary>An operation as its model's file says it.</summary>
/// <param name="name">Its name.</param>
/// <param name="file">What stands under the name.</param>
public sealed class OperationText(string name, Node file)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it takes.</summary>
    public IReadOnlyList<OperationArgumentText> Arguments { get; } =
        [.. (file["args"]?.Entries ?? Node.Map().Entries).Select(argument => new OperationArgumentText(argument.Key, ArgumentDeclaration.Parse(argument.Value.Text)))];

    /// <summary>Arguments of which exactly one must be given.</summary>
    public IReadOnlyList<string> OneOf => file["one_of"]?.AsStrings() ?? [];

    /// <summary>The checks that must all pass, in words.</summary>
    public IReadOnlyList<string> Checks => [.. (file["checks"]?.Items ?? []).Select(Check)];

    /// <summary>How what it returns is filtered, in words; null when nothing is.</summary>
    public string? Items => file["items"] switch
    {
        null => null,
        { Kind: NodeKind.Map } rule => string.Join("; ", Filter(rule)),
        var check => $"those with {Check(check)}",
    };

    /// <summary>The code of the error that a refusal looks like; null for a plain deny.</summary>
    public string? RefusedAs => file["refused_as"]?.Text;

    /// <summary>A check in words.</summary>
    public static string Check(Node check) => check.Kind == NodeKind.Map ? string.Join(" · ", Parts(check)) : check.Text;

    private static IEnumerable<string> Parts(Node check)
    {
        yield return check["check"]!.Text;
        if (check["parent"] is { } parent) yield return $"under {parent.Text}";
        if (check["namespace"] is { } ns) yield return ns.Text switch
        {
            "none" => "in no namespace",
            "given" => "in the given namespace",
            "stored" => "in the resource's own namespace",
            "same" => "in the namespace of the first check",
            var named => $"in namespace {named}",
        };
        if (check["context"] is { } context) yield return $"with the context {context}";
        if (check["each"] is { } each) yield return $"for each of {each.Text}";
        if (check["if"] is { } condition) yield return $"if {Conditions(condition)}";
        if (check["unless"] is { } unless) yield return $"unless {Conditions(unless)}";
        if (check["or"] is { } others) yield return $"or instead {string.Join(" or ", others.Items.Select(Check))}";
    }

    private static IEnumerable<string> Filter(Node rule)
    {
        if (rule["types"] is { } types) yield return $"only {string.Join(" and ", types.AsStrings())}";
        if (rule["keep"] is { } keep) yield return $"those where {Conditions(keep)}";
        if (rule["checks"] is { } checks) yield return $"those with {string.Join(" and ", checks.Items.Select(Check))}";
        if (rule["unless"] is { } unless) yield return $"unchecked where {Conditions(unless)}";
    }

    private static string Conditions(Node node) => node.Kind == NodeKind.List ? string.Join(" and ", node.Items.Select(one => one.Text)) : node.Text;
}

using OrleansAcl.Documents;

namespace OrleansAcl.Models.Lusid;

/// <summary>An operator with its value, held against a header or claim, which may have one value or several.</summary>
/// <param name="holds">Whether one value satisfies it.</param>
/// <param name="all">Whether several values must all satisfy it rather than one of them.</param>
/// <param name="withoutValue">Whether a missing value satisfies it.</param>
internal sealed class TextTest(Func<string, bool> holds, bool all, bool withoutValue)
{
    /// <summary>Whether a missing value satisfies it.</summary>
    public bool HoldsWithout => withoutValue;

    /// <summary>Whether a value or list of values satisfies it.</summary>
    public bool Holds(Node value)
    {
        if (value.Kind == NodeKind.Null) return withoutValue;
        if (value.Kind != NodeKind.List) return value.ScalarText is { } text && holds(text);
        if (value.Items.Count == 0) return withoutValue;
        return all ? value.Items.All(i => i.ScalarText is { } t && holds(t)) : value.Items.Any(i => i.ScalarText is { } t && holds(t));
    }

    /// <summary>Reads <c>operator</c> and <c>value</c>.</summary>
    public static TextTest Read(Node node)
    {
        var name = node["operator"]!.AsString();
        if (name == "NotPresent") return new TextTest(_ => false, true, true);
        var value = node.Require("value").AsString();
        return name switch
        {
            "EqualsCaseSensitive" => new TextTest(t => t == value, false, false),
            "EqualsCaseInsensitive" => new TextTest(t => Same(t, value), false, false),
            "NotEqualsCaseSensitive" => new TextTest(t => t != value, true, false),
            "NotEqualsCaseInsensitive" => new TextTest(t => !Same(t, value), true, false),
            "ContainsCaseSensitive" => new TextTest(t => t.Contains(value, StringComparison.Ordinal), false, false),
            "InCaseInsensitive" => In(value),
            "NotPresentOrNotContainsCaseSensitive" => new TextTest(t => !t.Contains(value, StringComparison.Ordinal), true, true),
            _ => throw node["operator"]!.Invalid("it is not an operator"),
        };
    }

    private static TextTest In(string list)
    {
        var values = list.Split(',', StringSplitOptions.TrimEntries);
        return new TextTest(t => values.Any(v => Same(t, v)), false, false);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

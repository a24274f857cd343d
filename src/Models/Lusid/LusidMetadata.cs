using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Models.Lusid;

/// <summary>The expressions of metadata selectors, over a resource's properties. A missing key makes every operator false.</summary>
internal static class LusidMetadata
{
    /// <summary>A test that holds when every expression does.</summary>
    public static Func<Node?, bool> Read(Node expressions)
    {
        var tests = expressions.AsList().Select(One).ToList();
        return properties => tests.TrueForAll(test => test(properties));
    }

    private static Func<Node?, bool> One(Node node)
    {
        node.RequireMap("metadataKey!", "operator!", "textValue", "textValues");
        var key = node["metadataKey"]!.AsName();
        switch (node["operator"]!.AsString())
        {
            case "Equals":
                var same = Text(node);
                return p => p?[key]?.ScalarText == same;
            case "NotEquals":
                var other = Text(node);
                return p => p?[key]?.ScalarText is { } value && value != other;
            case "In":
                var values = node.Require("textValues").AsStrings();
                return p => p?[key]?.ScalarText is { } value && values.Contains(value);
            case "GreaterThan": return Compare(node, key, c => c > 0);
            case "GreaterThanOrEqualTo": return Compare(node, key, c => c >= 0);
            case "LessThan": return Compare(node, key, c => c < 0);
            case "LessThanOrEqualTo": return Compare(node, key, c => c <= 0);
            default:
                throw node["operator"]!.Invalid(
                    "expected Equals, NotEquals, In, GreaterThan, GreaterThanOrEqualTo, LessThan or LessThanOrEqualTo");
        }
    }

    private static string Text(Node node) =>
        node.Require("textValue").ScalarText ?? throw node["textValue"]!.Invalid("expected a plain value");

    private static Func<Node?, bool> Compare(Node node, string key, Func<int, bool> holds)
    {
        var limit = Number(Text(node)) ?? throw node["textValue"]!.Invalid("expected a number");
        return p => p?[key]?.ScalarText is { } value && Number(value) is { } number && holds(number.CompareTo(limit));
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

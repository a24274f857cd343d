using System.Collections.Frozen;

namespace OrleansAcl.Conditions;

/// <summary>
/// Which operator takes which two kinds and what it makes of them: one table for the check before evaluation and for evaluation itself.
/// </summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Operator> Symbols = new Dictionary<string, Operator>
    {
        ["+"] = Operator.Add, ["-"] = Operator.Subtract, ["*"] = Operator.Multiply, ["/"] = Operator.Divide, ["%"] = Operator.Remainder,
        ["=="] = Operator.Equal, ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less, ["<="] = Operator.LessOrEqual, [">"] = Operator.Greater, [">="] = Operator.GreaterOrEqual,
    }.ToFrozenDictionary();

    private static readonly FactKind[] Operands =
    [
        FactKind.Bool, FactKind.Int, FactKind.Double, FactKind.String, FactKind.Timestamp, FactKind.Duration, FactKind.List, FactKind.Map,
    ];

    /// <summary>The operator of a symbol.</summary>
    public static Operator Of(string symbol) => Symbols[symbol];

    /// <summary>What it makes of values of two kinds; unknown when it does not take them.</summary>
    public static FactKind Result(Operator op, FactKind left, FactKind right) => op switch
    {
        >= Operator.Equal when IsNumber(left) && IsNumber(right) => FactKind.Bool,
        Operator.Equal or Operator.NotEqual => left == right && Operands.Contains(left) ? FactKind.Bool : FactKind.Unknown,
        >= Operator.Less => left == right && IsOrdered(left) ? FactKind.Bool : FactKind.Unknown,
        Operator.Remainder => left == FactKind.Int && right == FactKind.Int ? FactKind.Int : FactKind.Unknown,
        _ when IsNumber(left) && IsNumber(right) => left == right ? left : FactKind.Double,
        Operator.Add => Sum(left, right),
        Operator.Subtract => Difference(left, right),
        _ => FactKind.Unknown,
    };

    /// <summary>What it may make of values of two kinds of which either may not be known yet; empty when it takes no such two.</summary>
    public static FactKind[] Results(Operator op, FactKind left, FactKind right) =>
        [.. Candidates(left).SelectMany(l => Candidates(right).Select(r => Result(op, l, r))).Where(kind => kind != FactKind.Unknown).Distinct()];

    /// <summary>What may stand on the right of a kind, for messages; empty when nothing may.</summary>
    public static string RightOf(Operator op, FactKind left) => Listed(Operands.Where(right => Result(op, left, right) != FactKind.Unknown));

    /// <summary>What may stand on the left of a kind, for messages; empty when nothing may.</summary>
    public static string LeftOf(Operator op, FactKind right) => Listed(Operands.Where(left => Result(op, left, right) != FactKind.Unknown));

    /// <summary>What it takes on its left at all, for messages.</summary>
    public static string Left(Operator op) => Listed(Operands.Where(left => RightOf(op, left).Length > 0));

    private static FactKind[] Candidates(FactKind kind) => kind == FactKind.Unknown ? Operands : [kind];

    private static bool IsNumber(FactKind kind) => kind is FactKind.Int or FactKind.Double;

    private static bool IsOrdered(FactKind kind) => kind is FactKind.String or FactKind.Timestamp or FactKind.Duration;

    private static FactKind Sum(FactKind left, FactKind right) => (left, right) switch
    {
        (FactKind.String, FactKind.String) => FactKind.String,
        (FactKind.Timestamp, FactKind.Duration) or (FactKind.Duration, FactKind.Timestamp) => FactKind.Timestamp,
        (FactKind.Duration, FactKind.Duration) => FactKind.Duration,
        _ => FactKind.Unknown,
    };

    private static FactKind Difference(FactKind left, FactKind right) => (left, right) switch
    {
        (FactKind.Timestamp, FactKind.Timestamp) => FactKind.Duration,
        (FactKind.Timestamp, FactKind.Duration) => FactKind.Timestamp,
        (FactKind.Duration, FactKind.Duration) => FactKind.Duration,
        _ => FactKind.Unknown,
    };

    private static string Listed(IEnumerable<FactKind> kinds) => string.Join(" or ", kinds.Select(FactType.Name));
}

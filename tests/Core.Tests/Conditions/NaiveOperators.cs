namespace OrleansAcl.Tests.Conditions;

/// <summary>The operators of the naive evaluator over boxed values; null is a misfit.</summary>
internal static class NaiveOperators
{
    public static object? Apply(string op, object left, object right) => op switch
    {
        "==" => Equal(left, right),
        "!=" => !Equal(left, right),
        "in" => In(left, right),
        "startsWith" => left is string s && right is string t ? s.StartsWith(t, StringComparison.Ordinal) : null,
        "<" => Order(left, right) is { } order ? order < 0 : null,
        "<=" => Order(left, right) is { } order ? order <= 0 : null,
        ">" => Order(left, right) is { } order ? order > 0 : null,
        ">=" => Order(left, right) is { } order ? order >= 0 : null,
        "+" when left is string s && right is string t => s + t,
        _ when left is long l && right is long r => Whole(op, l, r),
        "%" => null,
        _ when Number(left) is { } l && Number(right) is { } r => Real(op, l, r),
        _ => null,
    };

    private static bool? Equal(object? left, object? right)
    {
        if (Number(left) is { } l && Number(right) is { } r) return l == r;
        if (left is object?[] items && right is object?[] others)
        {
            if (items.Length != others.Length) return false;
            var equal = items.Zip(others).Select(p => Equal(p.First, p.Second)).ToArray();
            return equal.Contains(false) ? false : equal.Contains(null) ? null : true;
        }

        return left is null || right is null || left.GetType() != right.GetType() ? null : left.Equals(right);
    }

    private static bool? In(object value, object among)
    {
        if (among is not object?[] items) return null;
        var equal = items.Select(item => Equal(item, value)).ToArray();
        return equal.Contains(true) ? true : equal.Contains(null) ? null : false;
    }

    private static int? Order(object left, object right) => (left, right) switch
    {
        (string s, string t) => string.CompareOrdinal(s, t),
        _ when Number(left) is { } l && Number(right) is { } r => l.CompareTo(r),
        _ => null,
    };

    private static object? Whole(string op, long left, long right)
    {
        if (op is "/" or "%" && right == 0) return null;
        var exact = op switch
        {
            "+" => (Int128)left + right,
            "-" => (Int128)left - right,
            "*" => (Int128)left * right,
            "/" => (Int128)left / right,
            _ => (Int128)left % right,
        };
        return exact >= long.MinValue && exact <= long.MaxValue ? (long)exact : null;
    }

    private static object? Real(string op, decimal left, decimal right)
    {
        if (op == "/" && right == 0) return null;
        var (l, r) = ((double)left, (double)right);
        var result = op switch { "+" => l + r, "-" => l - r, "*" => l * r, _ => l / r };
        return double.IsFinite(result) ? result : null;
    }

    /// <summary>Exact: whole numbers, and the few fractions that the generator makes, are decimals.</summary>
    private static decimal? Number(object? value) => value switch { long l => l, double d => (decimal)d, _ => null };
}

using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.Models.Lusid;

/// <summary>Reads the entries of <c>if</c> (what the request says) and <c>for</c> (the effective time).</summary>
internal static class LusidConditions
{
    /// <summary>An entry of <c>if</c>.</summary>
    public static Condition If(Node node)
    {
        var (kind, value) = Single(node);
        switch (kind)
        {
            case "ifRequestHeaderExpression":
                value.RequireMap("headerName!", "operator!", "value");
                return new TextCondition("headers", value["headerName"]!.AsName(), ignoreNameCase: true, TextTest.Read(value));
            case "ifIdentityClaimExpression":
                value.RequireMap("claimType!", "operator!", "value");
                return new TextCondition("claims", value["claimType"]!.AsName(), ignoreNameCase: false, TextTest.Read(value));
            case "ifIdentityScopeExpression":
                var scope = value.RequireMap("scopeName!")["scopeName"]!.AsName();
                return new ContextCondition((_, context) => context?["scopes"]?.Items.Any(s => s.ScalarText == scope) ?? false);
            case "ifViaApiExpression":
                var codes = value.RequireMap("apiFeatureCodes!")["apiFeatureCodes"]!.AsStrings();
                return new ContextCondition((_, context) => context?["viaApi"]?.ScalarText is { } via && codes.Contains(via));
            default:
                throw node.Invalid($"`{kind}` is not a kind of `if`");
        }
    }

    /// <summary>An entry of <c>for</c>, on <c>context.effectiveAt</c> or else the current time, in UTC.</summary>
    public static Condition For(Node node)
    {
        var (kind, value) = Single(node);
        switch (kind)
        {
            case "effectiveRange":
                value.RequireMap("from", "to");
                var (from, to) = (value["from"]?.AsInstant(), value["to"]?.AsInstant());
                return new ContextCondition((now, context) => EffectiveAt(now, context) is { } at && !(at < from) && !(at > to));
            case "effectiveDateHasQuality":
                var quality = Quality(value.RequireMap("quality!")["quality"]!);
                return new ContextCondition((now, context) => EffectiveAt(now, context) is { } at && quality(at.UtcDateTime));
            default:
                throw node.Invalid($"`{kind}` is not a kind of `for`");
        }
    }

    private static (string, Node) Single(Node node)
    {
        if (node.AsMap().Count != 1) throw node.Invalid("expected a mapping with one key, its kind");
        var (kind, value) = node.Entries.First();
        return (kind, value);
    }

    /// <summary>Null when the request says something that is no instant, which satisfies nothing.</summary>
    private static DateTimeOffset? EffectiveAt(DateTimeOffset now, Node? context) => context?["effectiveAt"] is { } stated
        ? Node.TryInstant(stated.Text, out var at) ? at : null
        : now;

    private static Func<DateTime, bool> Quality(Node node)
    {
        const int FivePm = 17;
        const int Midday = 12;
        return node.AsString() switch
        {
            "IsFirstDayOfAnyMonth" => at => at.Day == 1,
            "IsBeforeMidday" => at => at.Hour < Midday,
            "IsBefore5pm" => at => at.Hour < FivePm,
            "IsAfter5pm" => at => at.TimeOfDay > TimeSpan.FromHours(FivePm),
            _ => throw node.Invalid("expected IsFirstDayOfAnyMonth, IsBeforeMidday, IsBefore5pm or IsAfter5pm"),
        };
    }

    private sealed class ContextCondition(Func<DateTimeOffset, Node?, bool> holds) : Condition
    {
        public override bool Holds(DateTimeOffset now, Node? context) => holds(now, context);
    }

    /// <summary>A named text of the context held against a test.</summary>
    private sealed class TextCondition(string section, string name, bool ignoreNameCase, TextTest test) : Condition
    {
        public override bool Holds(DateTimeOffset now, Node? context)
        {
            var comparison = ignoreNameCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (context?[section] is not { } values) return test.HoldsWithout;
            foreach (var (key, value) in values.Entries)
                if (string.Equals(key, name, comparison)) return test.Holds(value);
            return test.HoldsWithout;
        }
    }
}

using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>The truth tables of what takes true and false, with the third value.</summary>
public sealed class LogicTests
{
    /// <summary>In the order of the tables: false, true, unknown.</summary>
    private static readonly string[] Written = ["context.f", "context.t", "context.u"];

    private const string Context = """{"f": false, "t": true}""";

    [Theory]
    [InlineData("&&", "FFF FTU FUU")]
    [InlineData("||", "FTU TTT UTU")]
    public void Logic_EveryPair_FollowsItsTable(string op, string table)
    {
        var found = Written.Select(left => string.Concat(Written.Select(right => Letter($"{left} {op} {right}"))));

        Assert.Equal(table, string.Join(' ', found));
    }

    [Theory]
    [InlineData("!", "TFU")]
    [InlineData("!!", "FTU")]
    public void Not_EveryValue_FollowsItsTable(string op, string table) =>
        Assert.Equal(table, string.Concat(Written.Select(operand => Letter(op + operand))));

    [Theory]
    [InlineData("context.f", "FTU")]
    [InlineData("context.t", "FTU")]
    [InlineData("context.u", "UUU")]
    public void Choice_EveryValue_FollowsItsTable(string condition, string table)
    {
        Assert.Equal(table, string.Concat(Written.Select(side => Letter($"{condition} ? {side} : {side}"))));
        Assert.Equal('F', Letter("context.t ? context.f : context.u"));
        Assert.Equal('U', Letter("context.f ? context.f : context.u"));
    }

    [Theory]
    [InlineData("exists", "[]", 'F')]
    [InlineData("exists", "[false, false]", 'F')]
    [InlineData("exists", "[false, true]", 'T')]
    [InlineData("exists", "[null, true]", 'T')]
    [InlineData("exists", "[true, null]", 'T')]
    [InlineData("exists", "[false, null]", 'U')]
    [InlineData("all", "[]", 'T')]
    [InlineData("all", "[true, true]", 'T')]
    [InlineData("all", "[true, false]", 'F')]
    [InlineData("all", "[null, false]", 'F')]
    [InlineData("all", "[false, null]", 'F')]
    [InlineData("all", "[true, null]", 'U')]
    public void Quantifier_Items_AreTakenTogether(string name, string items, char expected)
    {
        var (verdict, needs) = Asking.Ask($"context.items.{name}(x, x)", $$"""{"items": {{items}}}""");

        Assert.Equal(expected, verdict.ToString()[0]);
        Assert.Equal(expected == 'U' ? ["context.items[]"] : [], needs);
    }

    [Theory]
    [InlineData("false || true && false", 'F')]
    [InlineData("true || true && false", 'T')]
    [InlineData("(true || true) && false", 'F')]
    [InlineData("!false && false", 'F')]
    [InlineData("true ? false : true || true", 'F')]
    [InlineData("false ? true : false ? true : true", 'T')]
    [InlineData("1 + 2 * 3 == 7 && 10 - 4 - 3 == 3 && 12 / 2 * 3 == 18 && -2 * 3 == -6", 'T')]
    [InlineData("1 < 2 == true", 'T')]
    [InlineData("1 in [1] == true", 'T')]
    public void Operators_Together_BindAsInCel(string text, char expected) => Assert.Equal(expected, Letter(text));

    [Theory]
    [InlineData("context.n && true", "context.n (bool)")]
    [InlineData("true || context.n", "")]
    [InlineData("false || context.n", "context.n (bool)")]
    [InlineData("!context.n", "context.n (bool)")]
    [InlineData("context.n ? true : true", "context.n (bool)")]
    [InlineData("context.n", "context.n (bool)")]
    [InlineData("[context.n].all(x, x)", "[context.n][] (bool)")]
    public void Logic_OfSomethingElse_IsUnknownAndSaysBool(string text, string need)
    {
        var (verdict, needs) = Asking.Ask(text, """{"n": 1}""");

        Assert.Equal(need.Length == 0 ? Verdict.True : Verdict.Unknown, verdict);
        Assert.Equal(need, string.Join("; ", needs));
    }

    private static char Letter(string text)
    {
        var (verdict, needs) = Asking.Ask(text, Context);
        Assert.Equal(verdict == Verdict.Unknown ? ["context.u"] : [], needs);
        return verdict.ToString()[0];
    }
}

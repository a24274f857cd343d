using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>What can be written, and what the complaints about the rest say.</summary>
public sealed class SyntaxTests
{
    [Theory]
    [InlineData("", 1, "expected a value, not the end")]
    [InlineData("true true", 6, "expected an operator or the end, not `true`")]
    [InlineData("true &&", 8, "expected a value, not the end")]
    [InlineData("(true", 6, "expected `)`, not the end")]
    [InlineData("true)", 5, "expected an operator or the end, not `)`")]
    [InlineData("[1, == 1", 5, "expected a value, not `==`")]
    [InlineData("true ? true", 12, "expected `:`, not the end")]
    [InlineData("true & false", 6, "unexpected `&`")]
    [InlineData("context.a = 1", 11, "unexpected `=`")]
    [InlineData("'abc", 1, "the text has no closing quote on its line")]
    [InlineData("'a\nb' == 'a'", 1, "the text has no closing quote on its line")]
    [InlineData(@"'\q' == 'a'", 2, "unknown escape")]
    [InlineData(@"'\ud800' == 'a'", 2, "expected 4 hexadecimal digits of a Unicode character")]
    [InlineData(@"'\x1", 2, "expected 2 hexadecimal digits of a Unicode character")]
    [InlineData("9223372036854775808 > 0", 1, "the number `9223372036854775808` does not fit 64 bits")]
    [InlineData("1e999 > 0", 1, "the number `1e999` does not fit 64 bits")]
    [InlineData("0x > 0", 1, "the number `0x` does not fit 64 bits")]
    [InlineData("1e > 0", 1, "expected digits after the exponent")]
    [InlineData("1u > 0", 2, "unexpected `u` after a number")]
    [InlineData("context. == 1", 10, "expected a name after `.`, not `==`")]
    [InlineData("ctx.ip == 1", 1, "unknown name `ctx`; expected `subject`, `resource`, `action`, `context`, `now`")]
    [InlineData("[1].exists(x, y == 1)", 15, "unknown name `y`; expected `subject`, `resource`, `action`, `context`, `now`, `x`")]
    [InlineData("subject.x == 1", 1, "unknown name `subject.x`; expected `subject.type`, `subject.id`, `subject.properties`")]
    [InlineData("subject == 1", 9, "expected `.` after `subject`, as in `subject.type`, `subject.id`, `subject.properties`, not `==`")]
    [InlineData("context.a == null", 14, "there is no `null`; ask `has(..)` whether something is there")]
    [InlineData("upper('a') == 'A'", 1, "unknown function `upper`; expected one of `has`, `size`")]
    [InlineData("'a'.upper() == 'A'", 5, "unknown method `upper`; expected one of `size`")]
    [InlineData("size() == 1", 1, "`size` takes one argument, not 0")]
    [InlineData("'a'.size(1) == 1", 5, "`size` takes no argument, not 1")]
    [InlineData("'a'.startsWith('a', 'b')", 5, "`startsWith` takes one argument, not 2")]
    [InlineData("has(1)", 5, "`has` takes a place such as `context.ip`")]
    [InlineData("has(context.a == 1)", 5, "`has` takes a place such as `context.ip`")]
    [InlineData("has(context.l[0])", 5, "`has` takes a place such as `context.ip`")]
    [InlineData("[1].exists(context, true)", 12, "the name `context` is taken")]
    [InlineData("[1].exists(x, [1].all(x, true))", 23, "the name `x` is taken")]
    [InlineData("[1].exists(1, true)", 12, "expected the name of a variable, not `1`")]
    [InlineData("timestamp('soon') < now", 11, "expected an instant such as `2026-01-01T09:00:00Z`")]
    [InlineData("cidr('10.0.0.1/8').containsIP('a')", 6, "expected a range such as `10.0.0.0/8`, without bits beyond its length")]
    [InlineData("cidr('10.0.0.0/33').containsIP('a')", 6, "expected a range")]
    [InlineData("cidr('10.0.0.0/08').containsIP('a')", 6, "expected a range")]
    [InlineData("cidr('10.0.0.0').containsIP('a')", 6, "expected a range")]
    [InlineData("now.getHours('Mars/North') == 1", 14, "expected a time zone in quotes")]
    [InlineData("now.getHours('../../etc/passwd') == 1", 14, "expected a time zone in quotes")]
    [InlineData("now.getHours('+15:00') == 1", 14, "expected a time zone in quotes")]
    [InlineData("now.getHours(context.zone) == 1", 14, "expected a time zone in quotes")]
    [InlineData("'a'.matches(context.pattern)", 13, "`matches` takes a regular expression in quotes")]
    [InlineData("'a'.matches('(')", 13, "the expression does not parse")]
    [InlineData(@"'a'.matches(r'(a)\1')", 13, "the expression uses what cannot be matched in linear time")]
    [InlineData("'a'.matches('((a{1000}){1000}){1000}')", 13, "counted repetitions multiply to more than 128")]
    public void Malformed_IsRefusedWithItsColumn(string text, int column, string message)
    {
        var refused = Asking.Refused(text);

        Assert.Equal((ErrorCodes.InvalidDocument, null), (refused.Code, refused.Place));
        Assert.StartsWith($"condition, column {column}: {message}", refused.Message);
    }

    [Theory]
    [InlineData("""'a\n\t\\\'\"' == "a\n\t\\'\"" """)]
    [InlineData("""'\x41\u00df\U0001F600' == 'Aß😀' """)]
    [InlineData("""r'\d' == '\\d' && R"a" == 'a' """)]
    [InlineData("'a' == \"a\" // the same either way")]
    [InlineData("// first\n true\n\t// last")]
    [InlineData("  true\r\n")]
    [InlineData("((((true))))")]
    [InlineData("[ 1 , 2 ] . size ( ) == 2")]
    [InlineData("context [ 'a' ] . b == 1 || true")]
    [InlineData("[1, 2].exists(true_enough, true_enough == 2)")]
    public void Written_ComesToTrue_AndIsKeptAsWritten(string text)
    {
        Asking.Expect(Verdict.True, text);

        Assert.Equal(text, Expression.Parse(text, FactTypes.Open).Text);
    }

    [Fact]
    public void HalfOfAPair_IsRefused() => Assert.Contains("column 2: half of a pair of surrogates", Asking.Refused("'\ud800' == 'a'").Message);
}

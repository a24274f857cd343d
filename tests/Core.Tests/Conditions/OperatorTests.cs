using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Arithmetic and comparisons: what they come to, and what they do not take.</summary>
public sealed class OperatorTests
{
    /// <summary>One value of each kind, by name.</summary>
    private static readonly (string Kind, string Text)[] Values =
    [
        ("bool", "context.b"), ("int", "context.i"), ("double", "context.d"), ("string", "context.s"),
        ("timestamp", "timestamp(context.at)"), ("duration", "duration(context.span)"), ("list", "context.l"), ("map", "context.m"),
    ];

    private const string Context =
        """{"b": true, "i": 2, "d": 2.5, "s": "x", "at": "2026-01-01T00:00:00Z", "span": "1h", "l": [1], "m": {"k": 1}, "huge": 99999999999999999999}""";

    [Theory]
    [InlineData("==", "bool=bool int=int int=double double=int double=double string=string timestamp=timestamp duration=duration list=list map=map")]
    [InlineData("<", "int=int int=double double=int double=double string=string timestamp=timestamp duration=duration")]
    [InlineData("+", "int=int int=double double=int double=double string=string timestamp=duration duration=timestamp duration=duration")]
    [InlineData("-", "int=int int=double double=int double=double timestamp=timestamp timestamp=duration duration=duration")]
    [InlineData("*", "int=int int=double double=int double=double")]
    [InlineData("/", "int=int int=double double=int double=double")]
    [InlineData("%", "int=int")]
    public void Operator_EveryPairOfKinds_TakesTheseOnly(string op, string pairs)
    {
        var taken = from left in Values
                    from right in Values
                    let text = op is "==" or "<" ? $"({left.Text} {op} {right.Text}) in [true, false]" : $"[{left.Text} {op} {right.Text}].all(x, true)"
                    let known = Known(text)
                    where known
                    select $"{left.Kind}={right.Kind}";

        Assert.Equal(pairs, string.Join(' ', taken));
    }

    [Theory]
    [InlineData("1 == 1.0")]
    [InlineData("1 < 1.5 && 2 > 1.5 && -1 > -1.5 && -2 < -1.5")]
    [InlineData("9007199254740993 > 9007199254740992.0")]
    [InlineData("9223372036854775807 < 9223372036854775808.0")]
    [InlineData("-9223372036854775808 == -9223372036854775808.0")]
    [InlineData("'a' < 'b' && 'B' < 'a' && 'a' < 'aa' && !('a' < 'a') && 'a' <= 'a' && 'b' >= 'a'")]
    [InlineData("[1, 2] == [1, 2.0] && [1] != [1, 2] && [] == [] && [[1]] == [[1]] && [1] != [2]")]
    [InlineData("context.m == context.m && context.l == [1] && context.l != [2]")]
    [InlineData("7 / 2 == 3 && -7 / 2 == -3 && 7 % 3 == 1 && -7 % 3 == -1 && 7 / 2.0 == 3.5")]
    [InlineData("0x1F == 31 && 1e3 == 1000 && .5 == 0.5 && -0x10 == -16")]
    [InlineData("-context.i == -2 && -(1 + 2) == -3 && - -1 == 1")]
    [InlineData("context.s + 'y' + \"z\" == 'xyz'")]
    [InlineData("-9223372036854775808 % -1 == 0")]
    [InlineData("'ops' in subject.properties.groups && !('x' in subject.properties.groups)")]
    [InlineData("'k' in context.m && !('x' in context.m) && 1 in [2.0, 1.0] && !(1 in [])")]
    [InlineData("resource.properties.labels[\"a-b\"] == 1 && context[\"i\"] == 2 && context.l[0] == 1 && context.m[context.s + \"\" == \"x\" ? \"k\" : \"\"] == 1")]
    public void Operator_OfKnownValues_ComesToTrue(string text) => Asking.Expect(Verdict.True, text, Context);

    [Theory]
    [InlineData("9223372036854775807 + context.i > 0", "9223372036854775807 + context.i (a number of 64 bits)")]
    [InlineData("-9223372036854775808 - context.i > 0", "-9223372036854775808 - context.i (a number of 64 bits)")]
    [InlineData("9223372036854775807 * context.i > 0", "9223372036854775807 * context.i (a number of 64 bits)")]
    [InlineData("-9223372036854775808 / (context.i - 3) > 0", "-9223372036854775808 / (context.i - 3) (a number of 64 bits)")]
    [InlineData("1e308 * 10 * context.i > 0", "1e308 * 10 (a number of 64 bits)")]
    [InlineData("1 / (context.i - 2) > 0", "context.i - 2 (a number other than zero)")]
    [InlineData("1 % (context.i - 2) > 0", "context.i - 2 (a number other than zero)")]
    [InlineData("1.5 / 0.0 > 0", "0.0 (a number other than zero)")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration(context.span) > now", "timestamp('9999-12-31T23:59:59Z') + duration(context.span) (timestamp)")]
    [InlineData("context.huge > 1", "context.huge (int or double)")]
    [InlineData("context.s > 1", "context.s (int or double)")]
    [InlineData("1 < context.s", "context.s (int or double)")]
    [InlineData("context.s == context.i", "context.i (string)")]
    [InlineData("context.b < context.i", "context.b (int or double)")]
    [InlineData("context.b < context.l", "context.b (int or double or string or timestamp or duration)")]
    [InlineData("context.i + context.s == 1", "context.s (int or double)")]
    [InlineData("-context.s == 1", "context.s (int or double)")]
    [InlineData("context.d % 2 == 0", "context.d (int)")]
    [InlineData("context.at < now", "context.at (timestamp)")]
    [InlineData("context.l == ['x']", "context.l == ['x'] (items of the same types)")]
    [InlineData("context.s in context.l", "context.l[0] (string)")]
    [InlineData("context.i in ['x']", "context.i (string)")]
    [InlineData("1 in context.s", "context.s (list or map)")]
    [InlineData("context.i in context.m", "context.i (string)")]
    [InlineData("context.l[1] == 1", "context.l[1]")]
    [InlineData("context.l[-1] == 1", "context.l[-1]")]
    [InlineData("context.l[context.s] == 1", "context.s (int)")]
    [InlineData("context.m[context.i] == 1", "context.i (string)")]
    [InlineData("context.s[0] == 'x'", "context.s (list or map)")]
    [InlineData("context.s.x == 1", "context.s (map)")]
    public void Operator_OfWhatDoesNotFit_IsUnknownAndSaysWhy(string text, string need) => Asking.Expect(Verdict.Unknown, text, Context, need);

    /// <summary>Whether it comes to something; a refusal when it is read counts as not.</summary>
    private static bool Known(string text)
    {
        try
        {
            return Asking.Ask(text, Context).Verdict != Verdict.Unknown;
        }
        catch (AclException e) when (e.Code == ErrorCodes.InvalidDocument)
        {
            return false;
        }
    }
}

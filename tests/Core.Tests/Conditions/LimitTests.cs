using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>BOUNDED: what would take long or much is refused, when it is read or when it is asked, and never decided.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string> TooMuch => new()
    {
        { new string('a', 100 << 10), "longer than 4096 characters" },
        { new string('(', 2_000) + "true" + new string(')', 2_000), "nested deeper than 50" },
        { new string('(', 10_000) + "true" + new string(')', 10_000), "longer than 4096 characters" },
        { new string('[', 4_000), "nested deeper than 50" },
        { new string('!', 4_000) + "true", "nested deeper than 50" },
        { string.Concat(Enumerable.Repeat("- ", 1_000)) + "1 == 1", "nested deeper than 50" },
        { string.Concat(Enumerable.Repeat("size(", 800)), "nested deeper than 50" },
        { string.Concat(Enumerable.Repeat("true?true:", 400)) + "true", "nested deeper than 50" },
        { string.Concat(Enumerable.Repeat("1+", 2_000)) + "1 == 1", "more than 1000 names, literals and operators" },
        { string.Concat(Enumerable.Repeat("context.a||", 350)) + "true", "more than 1000 names, literals and operators" },
        { "context" + string.Concat(Enumerable.Repeat(".a", 1_500)), "more than 1000 names, literals and operators" },
        { "context.a" + string.Concat(Enumerable.Repeat("[0]", 1_000)), "more than 1000 names, literals and operators" },
        { $"'a'.matches('{new string('a', 257)}')", "a regular expression longer than 256 characters" },
        { "[1].all(a, [1].all(b, [1].all(c, [1].all(d, [1].all(e, true)))))", "nested deeper than 4" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void TooMuch_IsRefusedWhenRead(string text, string message)
    {
        var refused = Asking.Refused(text);

        Assert.Equal((ErrorCodes.LimitExceeded, null), (refused.Code, refused.Place));
        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void NestedLoops_BeyondTheSteps_AreAnError()
    {
        var numbers = $"[{string.Join(",", Enumerable.Range(0, 60))}]";
        var text = $"{numbers}.exists(a, {numbers}.exists(b, {numbers}.exists(c, a + b + c == 1000)))";

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<AclException>(() => Asking.Ask(text)).Code);
    }

    [Fact]
    public void NestedLoops_OverALargeContext_AreAnError()
    {
        var context = $$"""{"l": [{{string.Join(",", Enumerable.Range(0, 100_000))}}]}""";

        Assert.Throws<AclException>(() => Asking.Ask("context.l.exists(a, context.l.exists(b, a + b == -1))", context));
        Assert.Throws<AclException>(() => Asking.Ask("context.l.exists(a, a < 0) || true", context));
        Asking.Expect(Verdict.True, "context.l.exists(a, a == 10)", context);
    }

    [Theory]
    [InlineData("context.a.contains(context.b)")]
    [InlineData("[1,2,3,4,5,6,7,8].exists(x, context.a.matches('^(a|b|ab)*c') && x < 0)")]
    [InlineData("context.a.matches('(.{1,60}){2}z')")]
    [InlineData("(context.a + context.a + context.a + context.a + context.a).size() == 0")]
    [InlineData("[1,2,3,4,5,6,7,8,9].exists(x, [1,2,3,4,5,6,7,8,9].exists(y, context.a == context.a + '') && x < 0)")]
    public void LongTexts_CostMoreSteps(string text)
    {
        var context = Node.Map(("a", Node.Of(new string('a', 1 << 20))), ("b", Node.Of(new string('a', 1 << 19) + "b")));
        var needs = new Needs();

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<AclException>(() => Asking.Ask(text, context, ref needs)).Code);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("^(.*a){20}$")]
    public void Regex_ThatWouldBacktrack_EndsWithinItsSteps(string pattern) =>
        Asking.Expect(Verdict.False, $"context.a.matches('{pattern}')", $$"""{"a": "{{new string('a', 2_000)}}!"}""");

    [Fact]
    public void LargestCondition_NeedsLittleStack()
    {
        var sum = string.Concat(Enumerable.Repeat("1+", 450)) + "1 == 451";
        var path = "!has(context" + string.Concat(Enumerable.Repeat(".a", 900)) + ")";
        var deep = new string('(', 49) + "true" + new string(')', 49);
        Exception? fault = null;

        var thread = new Thread(
            () =>
            {
                try
                {
                    foreach (var text in new[] { sum, path, deep }) Asking.Expect(Verdict.True, text);
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            maxStackSize: 512 << 10);
        thread.Start();
        thread.Join();

        Assert.Null(fault);
    }
}

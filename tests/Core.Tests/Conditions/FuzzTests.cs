using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Random text is either refused with a code or comes to an answer, and an answer is unknown exactly when something is needed.</summary>
public sealed class FuzzTests
{
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
    [
        "true", "false", "1", "0", "2.5", "'a'", "\"\"", "'10.0.0.1'", "'1h'", "'UTC'", "'2026-01-01T00:00:00Z'", "-9223372036854775808", "1e308", "null",
        "context", "context.a", "context.l", "context.m", "context.s", "subject.id", "subject.properties.groups", "resource.owner", "action.name", "now", "x",
        "&&", "||", "!", "==", "!=", "<", "<=", ">", ">=", " in ", "+", "-", "*", "/", "%", "?", ":", "(", ")", "[", "]", ",", ".", ".k", "['k']", "[0]",
        "has(", "size(", "timestamp(", "duration(", "cidr(", "cidr('10.0.0.0/8').containsIP(", ".exists(x,", ".all(x,", ".startsWith(", ".contains(",
        ".matches('a+')", ".getHours()", ".getHours('+01:00')", ".size()", "//", "\n", "'", "\\", "\ud83d\ude00", "\ud800", "\0", "é",
    ];

    private static readonly string[] Whole =
    [
        "context.a == 1 && context.l.exists(x, x > context.a) || 'k' in context.m",
        "cidr('10.0.0.0/8').containsIP(context.s) ? now.getHours('UTC') < 18 : timestamp(context.s) + duration('1h') > now",
        "has(context.m.k) && size(context.s) % 2 == 0 && (context.a + 1) * 2 - 3 >= -context.a",
    ];

    private static readonly Node Context = Json.Parse("""{"a": 1, "l": [1, "a", null, 2.5], "m": {"k": true}, "s": "aé😀", "n": null}""");

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Pieces_InAnyOrder_AreRefusedOrAnswered(int seed)
    {
        var random = new Random(seed);
        var answered = 0;
        for (var i = 0; i < Texts; i++)
            if (IsAnswered(string.Concat(Enumerable.Range(0, 1 + random.Next(10)).Select(_ => Pieces[random.Next(Pieces.Length)])), seed)) answered++;

        Assert.InRange(answered, 20, Texts);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    public void Conditions_WithPiecesPutInAndTakenOut_AreRefusedOrAnswered(int seed)
    {
        var random = new Random(seed);
        var answered = 0;
        for (var i = 0; i < Texts; i++)
        {
            var text = Whole[random.Next(Whole.Length)];
            for (var edits = random.Next(4); edits >= 0; edits--)
            {
                var at = random.Next(text.Length);
                text = random.Next(2) == 0
                    ? text.Insert(at, Pieces[random.Next(Pieces.Length)])
                    : text.Remove(at, Math.Min(1 + random.Next(3), text.Length - at)) + " ";
            }

            if (IsAnswered(text, seed)) answered++;
        }

        Assert.InRange(answered, 200, Texts);
    }

    [Fact]
    public void Characters_OfAnyKind_AreRefusedOrAnswered()
    {
        const int Seed = 15;
        var random = new Random(Seed);
        for (var i = 0; i < Texts; i++)
            IsAnswered(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(random.Next(10) == 0 ? 0x10000 : 0x80))), Seed);
    }

    private static bool IsAnswered(string text, int seed)
    {
        try
        {
            var needs = new Needs();
            var condition = Expression.Parse(text, FactTypes.Open);
            var verdict = condition.Evaluate(Asking.About(Context), ref needs);
            Assert.True((verdict == Verdict.Unknown) == (needs.Count > 0), $"seed {seed}: {text} came to {verdict} with {needs.Count} needs");
            Assert.Equal(text, condition.Text);
            return true;
        }
        catch (AclException e)
        {
            Assert.Contains(e.Code, new[] { ErrorCodes.InvalidDocument, ErrorCodes.LimitExceeded });
            return false;
        }
    }
}

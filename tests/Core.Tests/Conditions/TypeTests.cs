using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>What is refused when a condition is read because its types can never fit, and what declared types do.</summary>
public sealed class TypeTests
{
    private static readonly FactTypes Declared = FactTypes.Read(Yaml.Parse("""
        context: {ip: string, count: int, rate: double, at: timestamp, span: duration, tags: list(string), more: map, any: dynamic, ok: bool}
        subject: {level: int}
        action: {}
        """));

    [Theory]
    [InlineData("1 == 'a'", 3, "`==` does not take int and string")]
    [InlineData("1 < now", 3, "`<` does not take int and timestamp")]
    [InlineData("true < false", 6, "`<` does not take bool and bool")]
    [InlineData("'a' + 1 == 'a1'", 5, "`+` does not take string and int")]
    [InlineData("1.5 % 2 == 0", 5, "`%` does not take double and int")]
    [InlineData("now * 2 == now", 5, "`*` does not take timestamp and int")]
    [InlineData("context.a % 1.5 == 0", 11, "`%` does not take dynamic and double")]
    [InlineData("1 in ['a']", 3, "`in` does not take int and list(string)")]
    [InlineData("1 in context", 3, "`in` does not take int and map")]
    [InlineData("1 in 'a'", 3, "`in` takes list or map, not string")]
    [InlineData("[1] == ['a']", 5, "`==` does not take list(int) and list(string)")]
    [InlineData("1", 1, "the condition takes bool, not int")]
    [InlineData("true && 1", 9, "`&&` takes bool, not int")]
    [InlineData("'a' || true", 1, "`||` takes bool, not string")]
    [InlineData("!1", 1, "`!` takes bool, not int")]
    [InlineData("-'a' == 1", 1, "`-` takes int or double, not string")]
    [InlineData("1 ? true : false", 1, "`?` takes bool, not int")]
    [InlineData("(true ? 1 : 'a') == 1", 2, "the two sides of `:` are of different types, int and string")]
    [InlineData("subject.id.x == 1", 12, "`.x` takes map, not string")]
    [InlineData("subject.id[0] == 'a'", 1, "`[` takes list or map, not string")]
    [InlineData("[1]['a'] == 1", 5, "`[` of a list takes int, not string")]
    [InlineData("context[0] == 1", 9, "`[` of a map takes string, not int")]
    [InlineData("size(1) == 1", 6, "`size` takes string or list or map, not int")]
    [InlineData("now.startsWith('a')", 1, "`startsWith` takes string, not timestamp")]
    [InlineData("'a'.contains(1)", 14, "`contains` takes string, not int")]
    [InlineData("'a'.exists(x, true)", 5, "`exists` takes list, not string")]
    [InlineData("[1].exists(x, x)", 15, "`exists` takes bool, not int")]
    [InlineData("[1].exists(x, x == 'a')", 17, "`==` does not take int and string")]
    [InlineData("'a'.containsIP('b')", 1, "`containsIP` takes range of addresses, not string")]
    [InlineData("cidr('10.0.0.0/8') == cidr('10.0.0.0/8')", 20, "`==` does not take range of addresses and range of addresses")]
    [InlineData("'a'.getHours() == 1", 1, "`getHours` takes timestamp or duration, not string")]
    [InlineData("duration('1h').getDate() == 1", 1, "`getDate` takes timestamp, not duration")]
    [InlineData("duration('1h').getHours('UTC') == 1", 1, "`getHours` with a time zone takes timestamp, not duration")]
    [InlineData("timestamp(1) < now", 11, "`timestamp` takes string, not int")]
    public void Mismatch_WithoutDeclarations_IsRefusedWithItsColumn(string text, int column, string message) => Expect(text, column, message, FactTypes.Open);

    [Theory]
    [InlineData("context.ipp == 'a'", 9, "`context.ipp` is not declared; expected `ip`, `count`, `rate`, `at`, `span`, `tags`, `more`, `any`, `ok`")]
    [InlineData("context['ipp'] == 'a'", 9, "`context.ipp` is not declared")]
    [InlineData("has(context.ipp)", 13, "`context.ipp` is not declared")]
    [InlineData("subject.properties.x == 1", 20, "`subject.properties.x` is not declared; expected `level`")]
    [InlineData("action.properties.x == 1", 19, "`action.properties.x` is not declared; expected no name")]
    [InlineData("context.ip == 1", 12, "`==` does not take string and int")]
    [InlineData("context.count in context.tags", 15, "`in` does not take int and list(string)")]
    [InlineData("context.tags.exists(t, t > 1)", 26, "`>` does not take string and int")]
    [InlineData("context.at < '2026-01-01'", 12, "`<` does not take timestamp and string")]
    [InlineData("context.ip.x == 1", 12, "`.x` takes map, not string")]
    [InlineData("context.ip", 1, "the condition takes bool, not string")]
    [InlineData("context.tags[0] == 1", 17, "`==` does not take string and int")]
    public void Mismatch_OfDeclared_IsRefusedWithItsColumn(string text, int column, string message) => Expect(text, column, message, Declared);

    [Theory]
    [InlineData("context.count == 1", """{"count": 1}""")]
    [InlineData("context.rate / 2 == 2.5", """{"rate": 5}""")]
    [InlineData("context.at < now", """{"at": "2026-01-01T00:00:00Z"}""")]
    [InlineData("context.span < duration('2h')", """{"span": "1h"}""")]
    [InlineData("'a' in context.tags && context.tags[0] == 'a'", """{"tags": ["a"]}""")]
    [InlineData("context.more.deep.deeper == 1", """{"more": {"deep": {"deeper": 1}}}""")]
    [InlineData("context.any == 1 || context.any == 'a'", """{"any": 1}""")]
    [InlineData("context.ok", """{"ok": true}""")]
    [InlineData("resource.properties.anything == 1 || true", "{}")]
    public void Declared_OfItsType_IsTaken(string text, string context) => Assert.Equal(Verdict.True, Asking.Ask(text, context, Declared).Verdict);

    [Theory]
    [InlineData("context.count == 1", """{"count": 1.5}""", "context.count (int)")]
    [InlineData("context.rate == 1", """{"rate": "1"}""", "context.rate (double)")]
    [InlineData("context.at < now", """{"at": "soon"}""", "context.at (timestamp)")]
    [InlineData("context.span < duration('2h')", """{"span": 1}""", "context.span (duration)")]
    [InlineData("size(context.tags) == 1", """{"tags": "a"}""", "context.tags (list(string))")]
    [InlineData("context.tags.exists(t, t == 'a')", """{"tags": [1]}""", "context.tags[] (string)")]
    [InlineData("context.tags[0] == 'a'", """{"tags": [1]}""", "context.tags[0] (string)")]
    [InlineData("context.ok", """{"ok": "true"}""", "context.ok (bool)")]
    [InlineData("context.ip == 'a'", "{}", "context.ip")]
    public void Declared_OfAnotherType_IsUnknown(string text, string context, string need)
    {
        var (verdict, needs) = Asking.Ask(text, context, Declared);

        Assert.Equal(Verdict.Unknown, verdict);
        Assert.Equal([need], needs);
    }

    [Theory]
    [InlineData("{contxt: {}}", "unknown key `contxt`")]
    [InlineData("{context: {ip: text}}", "context.ip (line 1): unknown type `text`; expected one of `dynamic`, `bool`")]
    [InlineData("{context: {ip: 1}}", "context.ip (line 1): expected a string")]
    [InlineData("{context: [ip]}", "context (line 1): expected a mapping")]
    public void Declaration_Malformed_IsRefusedWithItsPlace(string text, string message) =>
        Assert.Contains(message, Assert.Throws<AclException>(() => FactTypes.Read(Yaml.Parse(text))).Message);

    private static void Expect(string text, int column, string message, FactTypes types)
    {
        var refused = Asking.Refused(text, types);

        Assert.Equal((ErrorCodes.InvalidDocument, null), (refused.Code, refused.Place));
        Assert.StartsWith($"condition, column {column}: {message}", refused.Message);
    }
}

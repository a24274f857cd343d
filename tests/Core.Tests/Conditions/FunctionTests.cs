using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Names, functions and methods.</summary>
public sealed class FunctionTests
{
    private const string Context =
        """{"s": "größe 😀", "ip": "10.1.2.3", "l": [1, 2, 3], "m": {"a": 1}, "n": 5, "at": "2026-03-02T09:00:00+01:00", "span": "90m", "bad": "x"}""";

    [Theory]
    [InlineData("subject.type == 'user' && subject.id == 'ann' && subject.properties.level == 3")]
    [InlineData("resource.type == 'job' && resource.id == 'nightly' && resource.owner == 'user:bob' && resource.parent == 'folder:etl'")]
    [InlineData("resource.properties.labels.env == 'prod' && !resource.properties.public && action.name == 'run' && action.properties.force")]
    [InlineData("resource.owner != subject.type + ':' + subject.id")]
    [InlineData("size(context.s) == 7 && context.s.size() == 7 && size(context.l) == 3 && context.m.size() == 1 && size('') == 0 && size([1]) == 1")]
    [InlineData("context.s.startsWith('grö') && context.s.endsWith('😀') && context.s.contains('ße ') && 'a'.startsWith('')")]
    [InlineData("!context.s.startsWith('GRÖ') && !context.s.contains('\\u00df\\u00df') && !'a'.endsWith('aa')")]
    [InlineData("context.ip.matches('^10[.]') && context.ip.matches('2') && !context.ip.matches('^2') && 'ab'.matches(r'^\\w+$')")]
    [InlineData("context.l.exists(x, x > 2) && context.l.all(x, x > 0) && !context.l.all(x, x > 1)")]
    [InlineData("context.l.exists(x, context.l.exists(y, y == x + 2))")]
    [InlineData("context.l.exists(x, x == 1) && context.l.exists(x, x == 2)")]
    [InlineData("subject.properties.groups.exists(g, g in ['ops'])")]
    [InlineData("cidr('10.0.0.0/8').containsIP(context.ip) && !cidr('10.2.0.0/16').containsIP(context.ip)")]
    [InlineData("now == timestamp('2026-03-02T09:30:15Z') && timestamp(context.at) == timestamp('2026-03-02T08:00:00Z')")]
    [InlineData("now - timestamp(context.at) == duration('1h30m15s') && duration(context.span) == duration('1.5h')")]
    [InlineData("timestamp(context.at) + duration(context.span) == duration('90m') + timestamp(context.at) && now - duration('1s') < now")]
    [InlineData("duration('-1h') + duration('1h') == duration('0s') && duration('1ms') == duration('1000us') && duration('1000ns') == duration('1us')")]
    public void Function_OfKnownValues_ComesToTrue(string text) => Asking.Expect(Verdict.True, text, Context);

    [Theory]
    [InlineData("now.getFullYear() == 2026 && now.getMonth() == 2 && now.getDate() == 2 && now.getDayOfMonth() == 1")]
    [InlineData("now.getDayOfYear() == 60 && now.getDayOfWeek() == 1 && now.getHours() == 9 && now.getMinutes() == 30 && now.getSeconds() == 15")]
    [InlineData("now.getMilliseconds() == 0 && timestamp('2026-01-01T00:00:00.250Z').getMilliseconds() == 250")]
    [InlineData("now.getHours('+05:30') == 15 && now.getMinutes('+05:30') == 0 && now.getHours('-10:00') == 23 && now.getDayOfWeek('-10:00') == 0")]
    [InlineData("now.getHours('UTC') == 9 && now.getHours('Z') == 9")]
    [InlineData("duration('25h30m').getHours() == 25 && duration('25h30m').getMinutes() == 1530 && duration('-90s').getMinutes() == -1 && duration('1.9s').getSeconds() == 1")]
    [InlineData("timestamp('0001-01-01T00:00:00Z').getFullYear('-10:00') == 1 && timestamp('9999-12-31T23:00:00Z').getFullYear('+10:00') == 9999")]
    public void TimePart_IsCountedAsInCel(string text) => Asking.Expect(Verdict.True, text);

    [Fact]
    public void TimePart_InANamedZone_FollowsItsSummerTime()
    {
        Asking.Expect(Verdict.True, "timestamp('2026-01-15T12:00:00Z').getHours('Europe/Berlin') == 13");
        Asking.Expect(Verdict.True, "timestamp('2026-07-15T12:00:00Z').getHours('Europe/Berlin') == 14");
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.1.1", true)]
    [InlineData("0.0.0.0/0", "1.2.3.4", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "1.2.3.4", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("10.1.2.3/32", "10.1.2.3", true)]
    [InlineData("10.1.2.3/32", "10.1.2.2", false)]
    public void Range_Address_LiesInItOrNot(string range, string address, bool expected) =>
        Asking.Expect(expected ? Verdict.True : Verdict.False, $"cidr('{range}').containsIP(context.ip)", $$"""{"ip": "{{address}}"}""");

    [Theory]
    [InlineData("10.1")]
    [InlineData("010.1.1.1")]
    [InlineData("0x0a.1.1.1")]
    [InlineData("10.1.1.1:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1/128")]
    [InlineData(" 10.1.1.1")]
    [InlineData("")]
    [InlineData("localhost")]
    public void Range_OfNoAddress_IsUnknown(string address) =>
        Asking.Expect(Verdict.Unknown, "cidr('10.0.0.0/8').containsIP(context.ip)", $$"""{"ip": "{{address}}"}""", "context.ip (an IP address)");

    [Theory]
    [InlineData("timestamp(context.bad) < now", "context.bad (an instant such as `2026-01-01T09:00:00Z`)")]
    [InlineData("duration(context.bad) < duration('1h')", "context.bad (a span such as `1h30m`)")]
    [InlineData("cidr(context.bad).containsIP('1.1.1.1')", "context.bad (a range such as `10.0.0.0/8`, without bits beyond its length)")]
    [InlineData("timestamp(context.n) < now", "context.n (string)")]
    [InlineData("size(context.n) == 1", "context.n (string, list or map)")]
    [InlineData("context.n.startsWith('a')", "context.n (string)")]
    [InlineData("'a'.endsWith(context.n)", "context.n (string)")]
    [InlineData("context.n.matches('a')", "context.n (string)")]
    [InlineData("context.m.exists(x, true)", "context.m (list)")]
    [InlineData("context.n.containsIP('1.1.1.1')", "context.n (range of addresses)")]
    [InlineData("context.n.getHours() == 1", "context.n (timestamp or duration)")]
    [InlineData("context.n.getDate() == 1", "context.n (timestamp)")]
    public void Function_OfWhatDoesNotFit_IsUnknownAndSaysWhy(string text, string need) => Asking.Expect(Verdict.Unknown, text, Context, need);

    [Theory]
    [InlineData("1")]
    [InlineData("1d")]
    [InlineData("h")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1h 1m")]
    [InlineData("1.h.")]
    [InlineData("1mss")]
    [InlineData("--1s")]
    [InlineData("+1s")]
    [InlineData("999999999h")]
    [InlineData("9999999999999999999s")]
    public void Duration_Malformed_IsRefused(string text) => Assert.Contains("expected a span", Asking.Refused($"duration('{text}') < duration('1s')").Message);
}

using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>What <c>acl impact</c> asks, and how it tells the answer.</summary>
public sealed class ImpactCommandTests
{
    private static readonly DateTimeOffset Clock = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImpactDifference[] Differences =
    [
        new(SubjectRef.Parse("user:ann"), "read", ResourceRef.Parse("r:1"), "allow", "deny"),
        new(SubjectRef.Parse("user:bob"), "read", ResourceRef.Parse("r:1"), "deny", "undecided"),
    ];

    private readonly Shell _shell = new();

    private ImpactRequest Asked => Assert.IsType<ImpactRequest>(_shell.Service.Asked[^1]);

    [Fact]
    public async Task Impact_EveryOption_IsAsked()
    {
        _shell.In = "- user: {id: eve}\n- delete: 'user:bob'\n";
        Assert.Equal(0, await _shell.RunAsync(
            "impact", "-", "--at", "2026-02-01T00:00:00Z", "--only-losses", "--subjects", "group", "--subjects", "user:ann", "--types", "r",
            "--actions", "read", "--actions", "write", "--context", "{\"ip\": 1}", "--limit", "5", "--after", "there"));
        Assert.Equal(["user", "delete"], Asked.Steps.Select(s => s.Verb));
        Assert.Equal((Clock.AddMonths(1), true, 5, "there"), (Asked.At, Asked.OnlyLosses, Asked.Limit, Asked.After));
        Assert.Equal((string[][])[["group", "user:ann"], ["r"], ["read", "write"]], [Asked.Subjects, Asked.Types, Asked.Actions]);
        Assert.Equal("""{"ip":1}""", Asked.Context?.ToString());
        Assert.Equal("no decision would be another one", _shell.Out);
    }

    [Fact]
    public async Task Impact_SoMuchLater_IsReckonedByTheTenantsOwnClock()
    {
        _shell.Service.Clock = Clock;
        _shell.Service.Tenants.Add(TenantId.Default);
        Assert.Equal(0, await _shell.RunAsync("impact", "--at", "+7d"));
        Assert.Equal((Clock.AddDays(7), 0), (Asked.At, Asked.Steps.Count));
    }

    [Fact]
    public async Task Impact_OfMany_IsATable()
    {
        _shell.Service.Impacts = _ => new Listed<ImpactDifference>(Differences, 3);
        Assert.Equal(0, await _shell.RunAsync("impact", "--at", "2026-02-01T00:00:00Z"));
        char[] between = [' ', '│', '|', '\r'];
        string[] lines = [.. _shell.Out.Split('\n').Select(line => string.Join(' ', line.Split(between, StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(
            ["subject action resource now then", "user:ann read r:1 allow deny", "user:bob read r:1 deny undecided"],
            lines.Where(line => line.StartsWith("subject", StringComparison.Ordinal) || line.StartsWith("user:", StringComparison.Ordinal)));
        Assert.Equal("", _shell.Error);
    }

    [Fact]
    public async Task Impact_OnePageInJson_IsAListAndSaysThatThereIsMore()
    {
        _shell.Service.Impacts = _ => new Listed<ImpactDifference>(Differences[..1], 3) { Next = "more", Incomplete = IncompleteReasons.PageFull };
        Assert.Equal(0, await _shell.RunAsync("impact", "--at", "2026-02-01T00:00:00Z", "--limit", "1", "--json"));
        var said = Assert.Single(Documents.Json.Parse(_shell.Out).AsList());
        Assert.Equal(["user:ann", "read", "r:1", "allow", "deny"], said.Entries.Values.Select(v => v.Text));
        Assert.Equal("there is more (page_full); go on with --after more", _shell.Error);
    }

    [Theory]
    [InlineData("--at", "+7x")]
    [InlineData("--at", "tomorrow")]
    [InlineData("--at", "")]
    [InlineData("--context", "[]")]
    [InlineData("--at", "+99999999d")]
    public async Task Impact_Malformed_IsAnErrorAtItsOption(string option, string value)
    {
        Assert.Equal(2, await _shell.RunAsync("impact", option, value));
        Assert.StartsWith($"error: invalid_arguments: {option}: ", _shell.Error);
        Assert.DoesNotContain(_shell.Service.Asked, asked => asked is ImpactRequest);
    }

    [Fact]
    public async Task Impact_StepRefused_IsAnError()
    {
        _shell.Service.Impacts = _ => throw new AclException(ErrorCodes.NotFound, "`user:bob` is not stored", "steps[0].delete");
        _shell.In = "- delete: 'user:bob'\n";
        Assert.Equal(2, await _shell.RunAsync("impact", "-"));
        Assert.Equal("error: not_found: steps[0].delete: `user:bob` is not stored", _shell.Error);
    }
}

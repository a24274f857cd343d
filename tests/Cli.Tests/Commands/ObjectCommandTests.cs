using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>What is stored, shown and removed through the command line, and the change log read and followed.</summary>
public sealed class ObjectCommandTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private readonly AwaitedWriter _out = new();
    private readonly StringWriter _error = new();
    private EmbeddedAclService _service = null!;
    private WebServer _server = null!;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    private string Error => _error.ToString().TrimEnd();

    public async ValueTask InitializeAsync()
    {
        _service = await EmbeddedAclService.OpenAsync();
        _server = await WebServer.StartAsync(_service, new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false), End);
        await _service.PutTenantAsync(TenantId.Default, new TenantDefinition { Model = "qubole-scheduler" }, End);
        await ApplyAsync("group: {id: g, members: ['user:ann', 'user:bob']}");
        await ApplyAsync("resource: {id: 'scheduler:1', owner: 'user:ann', properties: {text: \"a\\e[2J\"}}");
        await ApplyAsync("resource: {id: 'scheduler:2', namespace: n}");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task ApplyAsync(string step, string? reason = null)
    {
        var (verb, value) = Yaml.Parse(step).Entries.First();
        Assert.True((await _service.ApplyAsync(TenantId.Default, new ApplyRequest([new Step(verb, value)]) { Reason = reason }, End)).Applied);
    }

    private Task<int> RunAsync(CancellationToken cancellation, params string[] arguments) => AclCommandLine.RunAsync(
        [.. arguments, "--server", _server.Address.ToString(), "--data", _data.FullName], new Hosts(), new Terminal(_out, _error, TextReader.Null, _ => null), cancellation);

    private Task<int> RunAsync(params string[] arguments) => RunAsync(End, arguments);

    [Fact]
    public async Task Get_OfWhatIsStored_ShowsItsEntries()
    {
        Assert.Equal(0, await RunAsync("get", "resource", "scheduler:2"));
        Assert.Equal("id: scheduler:2\nnamespace: n", _out.Text.ReplaceLineEndings("\n"));
        Assert.Equal(0, await RunAsync("get", "member", """["group:g","user:ann"]""", "--json"));
        Assert.Equal("user:ann", Json.Parse(_out.Lines[^1])["document"]!["member"]!.Text);
    }

    [Fact]
    public async Task Get_OfWhatIsNot_ExitsOne()
    {
        Assert.Equal(1, await RunAsync("get", "user", "none"));
        Assert.Equal("error: not_found: user `none` is not stored", Error);
    }

    [Fact]
    public async Task Get_OfAKindThereIsNot_ExitsTwo()
    {
        Assert.Equal(2, await RunAsync("get", "policy", "p"));
        Assert.StartsWith("error: invalid_document: ", Error);
    }

    [Fact]
    public async Task Browse_OfAKind_IsATableOfItsKeys()
    {
        Assert.Equal(0, await RunAsync("browse", "resource"));
        Assert.Equal(["id", "owner", "properties", "namespace"], Words(_out.Lines.First(l => l.Contains("owner"))));
        Assert.Equal(["scheduler:2", "n"], Words(_out.Lines.Single(l => l.Contains("scheduler:2"))));
        Assert.DoesNotContain('\e', _out.Text);
    }

    [Theory]
    [InlineData("browse member --of group:g", "user:ann user:bob")]
    [InlineData("browse member --of group:g --subject user:bob", "user:bob")]
    [InlineData("browse member --subject user:ann --of group:none", "")]
    public async Task Browse_Filtered_HasOnlyWhatFits(string line, string expected)
    {
        Assert.Equal(0, await RunAsync([.. line.Split(' '), "--json"]));
        Assert.Equal(expected, string.Join(' ', Json.Parse(_out.Lines[^1]).Items.Select(o => o["document"]!["member"]!.Text)));
    }

    [Theory]
    [InlineData("browse resource --text :2", "scheduler:2")]
    [InlineData("browse resource --namespace n", "scheduler:2")]
    [InlineData("browse resource --parent none --text 1", "scheduler:1")]
    [InlineData("browse resource --parent scheduler:1", "")]
    public async Task Browse_ByPartsOfWhatTheyAre_FindsThem(string line, string expected)
    {
        Assert.Equal(0, await RunAsync([.. line.Split(' '), "--json"]));
        Assert.Equal(expected, string.Join(' ', Json.Parse(_out.Lines[^1]).Items.Select(o => o["document"]!["id"]!.Text)));
    }

    [Fact]
    public async Task Tenant_Shown_SaysHowMuchItHasStored()
    {
        Assert.Equal(0, await RunAsync("tenants", "show", "default"));
        Assert.Equal(["default qubole-scheduler revision 3", "  user: 0", "  group: 1", "  role: 0", "  resource scheduler: 2"], _out.Lines);
        Assert.Equal(0, await RunAsync("tenants", "show", "--json"));
        Assert.Equal("""{"kinds":{"user":0,"group":1,"role":0},"types":{"scheduler":2}}""", Json.Parse(_out.Lines[^1])["counts"]!.ToString());
        Assert.Equal(2, await RunAsync("tenants", "show", "nowhere"));
    }

    [Fact]
    public async Task Browse_WithMoreThanItsLimit_SaysSo()
    {
        Assert.Equal(0, await RunAsync("browse", "resource", "--limit", "1", "--json"));
        Assert.Single(Json.Parse(_out.Lines[^1]).Items);
        Assert.Equal("there are more than these 1; --limit shows more", Error);
    }

    [Theory]
    [InlineData("browse resource --limit 0")]
    [InlineData("browse resource --of scheduler")]
    [InlineData("browse resource --subject ann")]
    [InlineData("browse resource --type ghost")]
    [InlineData("browse user --parent scheduler:1")]
    [InlineData("browse member --text ann")]
    [InlineData("remove ann")]
    [InlineData("changes --since -1")]
    public async Task Command_WithSomethingMalformed_ExitsTwo(string line)
    {
        Assert.Equal(2, await RunAsync(line.Split(' ')));
        Assert.StartsWith("error: ", Error);
    }

    [Fact]
    public async Task Remove_FirstDry_SaysHowMuchAndThenTakesIt()
    {
        const string much = "user:ann: memberships 1, members 0, bindings 0, grants 0, entries 0, owned 1";
        Assert.Equal(0, await RunAsync("remove", "user:ann", "--dry-run"));
        Assert.Equal(0, await RunAsync("remove", "user:ann", "--reason", "left"));
        Assert.Equal(1, await RunAsync("remove", "user:ann"));
        Assert.Equal(["would remove " + much, "removed " + much], _out.Lines);
        Assert.StartsWith("error: not_found: ", Error);
        Assert.Equal("left", (await _service.ChangesAsync(TenantId.Default, new ChangesRequest(3), End)).Changes.Single().Reason);
    }

    [Fact]
    public async Task Remove_AsSomebodyWhoMayNot_ExitsOne()
    {
        Assert.Equal(1, await RunAsync("remove", "user:ann", "--as", "user:bob"));
        Assert.StartsWith("error: denied: ", Error);
    }

    [Fact]
    public async Task Changes_Since_AreThoseAfterIt()
    {
        await ApplyAsync("user: {id: eve}", "a\nb");
        Assert.Equal(0, await RunAsync("changes", "--since", "2"));
        Assert.Equal(4, _out.Lines.Count);
        Assert.Matches("^3 [^ ]+Z system$", _out.Lines[0]);
        Assert.Equal("""  made resource `scheduler:2`: {"id":"scheduler:2","namespace":"n"}""", _out.Lines[1]);
        Assert.Matches("^4 [^ ]+Z system: a b$", _out.Lines[2]);
        Assert.Equal(0, await RunAsync("changes", "--since", "3", "--json"));
        Assert.Equal(4, Json.Parse(_out.Lines[^1])["revision"]!.AsInteger());
    }

    [Fact]
    public async Task Changes_Followed_ShowsWhatComesUntilItIsStopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(End);
        var followed = RunAsync(stop.Token, "changes", "--follow", "--json");
        await _out.WaitForAsync("scheduler:2", End);
        await ApplyAsync("user: {id: eve}");
        await _out.WaitForAsync("eve", End);
        await stop.CancelAsync();
        Assert.Equal(0, await followed);
        Assert.Equal([1, 2, 3, 4], _out.Lines.Select(line => Json.Parse(line)["revision"]!.AsInteger()));
    }

    private static string[] Words(string line) => line.Split(['│', ' '], StringSplitOptions.RemoveEmptyEntries);
}

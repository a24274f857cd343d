using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Every command of Apolo's with every option, over a data folder in this process.</summary>
public sealed class ApoloEngineTests : IAsyncLifetime
{
    private const string Steps = """
        - user: {id: alice}
        - user: {id: bob}
        - user: {id: eve}
        - resource: {id: "storage:mine", owner: user:alice}
        - role: {name: alice/roles/r, permissions: [{uri: "storage:mine/r", action: write}]}
        - grant: {resource: role://alice/roles/r, to: user:bob, level: read}
        - grant: {resource: "image:/other/app", to: user:bob, level: manage}
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public async ValueTask InitializeAsync()
    {
        await using var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = _data.FullName });
        var settings = Node.Map(("cluster", Node.Of("c")), ("org", Node.Of("o")), ("project", Node.Of("p")));
        await service.PutTenantAsync(TenantId.Default, new TenantDefinition { Model = "apolo", Settings = settings }, TestContext.Current.CancellationToken);
        await service.PutTenantAsync(TenantId.Parse("hub"), new TenantDefinition { Model = "slc-hub" }, TestContext.Current.CancellationToken);
        Assert.True((await service.ApplyAsync(TenantId.Default, StepForm.ReadSteps(Yaml.Parse(Steps), null), TestContext.Current.CancellationToken)).Applied);
    }

    public ValueTask DisposeAsync()
    {
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<(int Exit, string Out, string Error)> RunAsync(params IEnumerable<string> arguments) => RunInAsync(_data.FullName, arguments);

    private async Task<(int Exit, string Out, string Error)> RunInAsync(string folder, IEnumerable<string> arguments)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        var terminal = new Terminal(_out, _error, TextReader.Null, _ => null);
        var exit = await AclCommandLine.RunAsync(["apolo", "--data", folder, .. arguments], new Hosts(), terminal, TestContext.Current.CancellationToken);
        return (exit, _out.ToString().ReplaceLineEndings("|").TrimEnd('|'), _error.ToString().TrimEnd());
    }

    private Task<(int Exit, string Out, string Error)> AsAsync(string user, params string[] words) => RunAsync([.. words, "--as", $"user:{user}"]);

    [Theory]
    [InlineData("bob", "image:/other/app manage|role://alice/roles/r read|role://bob manage|storage:mine/r write|user://bob read")]
    [InlineData("bob", "image://c/o/other/app manage|role://alice/roles/r read|role://bob manage|storage://c/o/p/mine/r write|user://bob read", "--full-uri")]
    [InlineData("bob", "storage:mine/r write", "-s", "storage")]
    [InlineData("bob", "storage:mine/r write", "storage:mine")]
    [InlineData("bob", "storage:mine/r write", "storage:")]
    [InlineData("bob", "", "storage:mine/rr")]
    [InlineData("bob", "storage:mine/r write", "-u", "alice/roles/r")]
    [InlineData("bob", "", "--shared")]
    [InlineData("alice", "role://alice/roles/r read bob|storage:mine/r write alice/roles/r", "--shared")]
    [InlineData("alice", "storage://c/o/p/mine/r write alice/roles/r", "storage:", "--shared", "--full-uri")]
    public async Task List_Options_KeepWhatTheySay(string user, string lines, params string[] options)
    {
        Assert.Equal((0, lines, ""), await AsAsync(user, ["list", .. options]));
        Assert.Equal((0, lines, ""), await AsAsync(user, ["ls", .. options]));
    }

    [Fact]
    public async Task Grant_ThenRevoke_IsSeenByTheNextProcess()
    {
        Assert.Equal((0, "", ""), await AsAsync("alice", "grant", "storage:mine/my file", "eve"));
        Assert.Equal((0, "storage:mine/my file read", ""), await AsAsync("eve", "list", "-s", "storage"));
        Assert.Equal((0, "", ""), await AsAsync("alice", "share", "storage:mine/my file", "eve", "manage"));
        var (exit, _, error) = await AsAsync("alice", "grant", "storage:mine/my file", "eve", "write");
        Assert.Equal(0, exit);
        Assert.Contains("higher permission", error);
        Assert.Equal((0, "", ""), await AsAsync("alice", "revoke", "storage:mine/my file", "eve"));
        (exit, _, error) = await AsAsync("alice", "revoke", "storage:mine/my file", "eve");
        Assert.Equal(127, exit);
        Assert.Contains("no effect", error);
    }

    [Fact]
    public async Task Roles_AreMadeListedAndRemoved()
    {
        Assert.Equal((0, "", ""), await AsAsync("alice", "add-role", "alice/roles/s"));
        Assert.Equal((0, "alice/roles/r|alice/roles/s", ""), await AsAsync("alice", "list-roles"));
        Assert.Equal((0, "", ""), await AsAsync("alice", "remove-role", "alice/roles/r"));
        Assert.Equal((0, "alice/roles/s", ""), await RunAsync("list-roles", "alice"));
        Assert.Equal((0, "", ""), await AsAsync("bob", "list", "-s", "storage"));
        Assert.Equal(72, (await AsAsync("alice", "list", "-u", "alice/roles/r")).Exit);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "frobnicate")]
    [InlineData(2, "grant", "storage:mine")]
    [InlineData(2, "grant", "storage:mine", "eve", "list")]
    [InlineData(2, "grant", "storage:mine", "eve", "read", "more")]
    [InlineData(2, "revoke", "storage:mine")]
    [InlineData(2, "list", "-s")]
    [InlineData(2, "list", "-s", "ghost")]
    [InlineData(2, "list", "--unknown")]
    [InlineData(2, "grant", "--shared", "storage:mine", "eve")]
    [InlineData(72, "remove-role", "alice/roles/ghost")]
    [InlineData(72, "grant", "storage:mine", "alice/roles/ghost")]
    [InlineData(72, "list", "-u", "alice/roles/ghost")]
    [InlineData(77, "grant", "storage:other", "eve")]
    [InlineData(77, "revoke", "storage:other", "eve")]
    [InlineData(77, "list", "-u", "bob")]
    [InlineData(77, "list-roles", "bob")]
    [InlineData(77, "add-role", "bob/roles/x")]
    [InlineData(77, "remove-role", "bob/roles/x")]
    [InlineData(127, "grant", "mine", "eve")]
    [InlineData(127, "grant", "/h", "eve")]
    [InlineData(127, "grant", "http:mine", "eve")]
    [InlineData(127, "grant", "storage:~/x", "eve")]
    [InlineData(127, "grant", "role:alice/roles/r", "eve")]
    [InlineData(127, "grant", "image:app:latest", "eve")]
    [InlineData(127, "grant", "storage:mine", "a:b")]
    [InlineData(127, "add-role", "alice/x")]
    [InlineData(127, "add-role", "alice/roles/r")]
    public async Task Command_Refused_ExitsWithItsCodeAndSaysWhy(int exit, params string[] words)
    {
        var answer = await AsAsync("alice", words);

        Assert.Equal((exit, ""), (answer.Exit, answer.Out));
        Assert.NotEmpty(answer.Error);
    }

    [Fact]
    public async Task Tag_OnAnImage_IsNamed() =>
        Assert.Contains("tag is not allowed", (await AsAsync("alice", "grant", "image:app:latest", "eve")).Error);

    [Fact]
    public async Task List_WithNobodySignedIn_NeedsAPrincipal()
    {
        Assert.Equal(2, (await RunAsync("list")).Exit);
        Assert.Equal((0, "storage:mine/r write", ""), await RunAsync("list", "-u", "bob", "-s", "storage"));
    }

    [Fact]
    public async Task Json_HasTheExitCodeAndBothStreams() => Assert.Equal(
        (0, """{"exit":0,"stdout":["storage:mine/r write"],"stderr":[]}""", ""), await AsAsync("bob", "list", "-s", "storage", "--json"));

    [Fact]
    public async Task Tenant_OfAnotherModel_HasNoCommandLine()
    {
        var (exit, _, error) = await RunAsync("list", "--tenant", "hub");

        Assert.Equal(1, exit);
        Assert.Contains("no command line", error);
    }

    [Fact]
    public async Task Folder_ThatIsNotThere_IsAnErrorAndIsNotMade()
    {
        var folder = Path.Combine(_data.FullName, "none");

        var (exit, _, error) = await RunInAsync(folder, ["list"]);

        Assert.Equal(2, exit);
        Assert.StartsWith("error: invalid_arguments: --data: there is no folder", error);
        Assert.False(Directory.Exists(folder));
    }
}

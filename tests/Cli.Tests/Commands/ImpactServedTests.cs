using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Who loses access in the next week, asked on the command line of a server: whatever way it was given for a time.</summary>
public sealed class ImpactServedTests : IAsyncLifetime
{
    private const string Model = """
        model: timed
        types:
          job: {actions: [view, run], decided_as: "object:/j/{id}"}
          object: {actions: [view, run], open: true, vocabulary: {/j: [view, run]}}
        acl: {}
        grants: acl
        principals: {bind: {role: [user, group]}}
        documents: {role: slc-role}
        ladder: [{acl: {}}, {roles: {combine: deny_overrides}}]
        """;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private EmbeddedAclService _service = null!;
    private WebServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await EmbeddedAclService.OpenAsync();
        _server = await WebServer.StartAsync(_service, new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task MakeAsync(TenantDefinition definition, params string[] steps)
    {
        await _service.PutTenantAsync(TenantId.Default, definition with { Clock = Start }, Cancellation);
        var result = await _service.ApplyAsync(
            TenantId.Default, [.. steps.Select(s => Yaml.Parse(s).Entries.First()).Select(e => new Step(e.Key, e.Value))], Cancellation);
        Assert.True(result.Applied, string.Join('\n', result.Results.Select(r => $"{r.Place} {r.Message}")));
    }

    private Task<int> RunAsync(params string[] arguments) => AclCommandLine.RunAsync(
        [.. arguments, "--server", _server.Address.ToString(), "--data", _data.FullName], new Hosts(),
        new Terminal(_out, _error, TextReader.Null, _ => null), Cancellation);

    /// <summary>What is said of losses, as <c>user action resource</c>.</summary>
    private async Task<string[]> LossesAsync(params string[] arguments)
    {
        _out.GetStringBuilder().Clear();
        Assert.Equal((0, ""), (await RunAsync(["impact", "--only-losses", "--json", .. arguments]), _error.ToString()));
        var said = Json.Parse(_out.ToString()).AsList();
        Assert.All(said, d => Assert.Equal(("allow", "deny"), (d["before"]!.Text, d["after"]!.Text)));
        return [.. said.Select(d => $"{d["subject"]!.Text[5..]} {d["action"]!.Text} {d["resource"]!.Text}")];
    }

    [Fact]
    public async Task NextWeek_EntriesMembershipsAndBindingsThatEnd_AreLost()
    {
        await MakeAsync(
            new TenantDefinition { ModelFile = Model },
            "user: {id: ann}", "user: {id: bob}", "user: {id: cat}", "user: {id: dan}", "user: {id: eve}", "group: {id: ops, members: []}",
            "resource: {id: 'job:1'}", "resource: {id: 'job:2'}", "role: {name: viewer, rules: [{object: '/j/2', actions: [view]}]}",
            """
            acl: {resource: 'job:1', entries: [
              {subject: 'user:ann', effect: allow, actions: [run], until: '2026-03-04T00:00:00Z'},
              {subject: 'user:eve', effect: allow, actions: [run], until: '2026-03-09T00:00:00Z'},
              {subject: 'user:dan', effect: allow, actions: [run], from: '2026-03-04T00:00:00Z'},
              {subject: 'group:ops', effect: allow, actions: [view]}]}
            """,
            "members: {group: ops, add: [{member: 'user:bob', until: '2026-03-05T00:00:00Z'}, 'user:eve']}",
            "bind: {role: viewer, to: ['user:cat'], until: '2026-03-08T00:00:00Z'}", "bind: {role: viewer, to: ['user:eve']}");
        Assert.Equal(["ann run job:1", "bob view job:1", "cat view job:2"], await LossesAsync("--at", "+7d"));
        Assert.Equal(["ann run job:1", "bob view job:1"], await LossesAsync("--at", "2026-03-07T23:59:59Z"));
        Assert.Equal(["bob view job:1", "cat view job:2"], await LossesAsync("--at", "+7d", "--actions", "view"));
        Assert.Equal(["cat view job:2"], await LossesAsync("--at", "+7d", "--subjects", "user:cat", "--subjects", "user:eve"));
        Assert.Empty(await LossesAsync("--at", "+2d"));

        using var saved = new TemporaryFile("- members: {group: ops, add: ['user:bob']}\n- bind: {role: viewer, to: ['user:cat']}\n");
        Assert.Equal(["ann run job:1"], await LossesAsync(saved.Path, "--at", "+7d"));
    }

    [Fact]
    public async Task NextWeek_LevelsThatEnd_AreLost()
    {
        var settings = Node.Map(("cluster", Node.Of("c")), ("org", Node.Of("o")), ("project", Node.Of("p")));
        await MakeAsync(
            new TenantDefinition { Model = "apolo", Settings = settings },
            "user: {id: ann}", "user: {id: bob}", "role: {name: ann/roles/r}", "resource: {id: 'storage://c/o/p/f'}",
            "grant: {resource: 'storage://c/o/p/f', to: 'user:ann', level: write, until: '2026-03-04T00:00:00Z'}",
            "grant: {resource: 'storage://c/o/p/f', to: 'user:ann', level: read}",
            "grant: {resource: 'storage://c/o/p', to: 'role:ann/roles/r', level: read}",
            "bind: {role: ann/roles/r, to: ['user:bob'], until: '2026-03-06T00:00:00Z'}");
        Assert.Equal(
            ["ann write storage://c/o/p/f", "bob list storage://c/o/p/f", "bob read storage://c/o/p/f"],
            (await LossesAsync("--at", "+7d", "--types", "storage")).Order(StringComparer.Ordinal));
        Assert.Equal(["ann write storage://c/o/p/f"], await LossesAsync("--at", "+4d", "--types", "storage"));
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Who loses access in the next week, asked on the command line of a server: whatever way it was given for a time.</summary>
public sealed class ImpactServedTests
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

    private static Task<ServedShell> StartAsync(TenantDefinition definition, params string[] steps) =>
        ServedShell.StartAsync(definition with { Clock = Start }, steps);

    /// <summary>What is said of losses, as <c>user action resource</c>.</summary>
    private static async Task<string[]> LossesAsync(ServedShell shell, params string[] arguments)
    {
        var (code, printed, error) = await shell.RunAsync(["impact", "--only-losses", "--json", .. arguments]);
        Assert.Equal((0, ""), (code, error));
        var said = Json.Parse(printed).AsList();
        Assert.All(said, d => Assert.Equal(("allow", "deny"), (d["before"]!.Text, d["after"]!.Text)));
        return [.. said.Select(d => $"{d["subject"]!.Text[5..]} {d["action"]!.Text} {d["resource"]!.Text}")];
    }

    [Fact]
    public async Task NextWeek_EntriesMembershipsAndBindingsThatEnd_AreLost()
    {
        await using var shell = await StartAsync(
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
        Assert.Equal(["ann run job:1", "bob view job:1", "cat view job:2"], await LossesAsync(shell, "--at", "+7d"));
        Assert.Equal(["ann run job:1", "bob view job:1"], await LossesAsync(shell, "--at", "2026-03-07T23:59:59Z"));
        Assert.Equal(["bob view job:1", "cat view job:2"], await LossesAsync(shell, "--at", "+7d", "--actions", "view"));
        Assert.Equal(["cat view job:2"], await LossesAsync(shell, "--at", "+7d", "--subjects", "user:cat", "--subjects", "user:eve"));
        Assert.Empty(await LossesAsync(shell, "--at", "+2d"));

        using var saved = new TemporaryFile("- members: {group: ops, add: ['user:bob']}\n- bind: {role: viewer, to: ['user:cat']}\n");
        Assert.Equal(["ann run job:1"], await LossesAsync(shell, saved.Path, "--at", "+7d"));
    }

    [Fact]
    public async Task NextWeek_LevelsThatEnd_AreLost()
    {
        var settings = Node.Map(("cluster", Node.Of("c")), ("org", Node.Of("o")), ("project", Node.Of("p")));
        await using var shell = await StartAsync(
            new TenantDefinition { Model = "apolo", Settings = settings },
            "user: {id: ann}", "user: {id: bob}", "role: {name: ann/roles/r}", "resource: {id: 'storage://c/o/p/f'}",
            "grant: {resource: 'storage://c/o/p/f', to: 'user:ann', level: write, until: '2026-03-04T00:00:00Z'}",
            "grant: {resource: 'storage://c/o/p/f', to: 'user:ann', level: read}",
            "grant: {resource: 'storage://c/o/p', to: 'role:ann/roles/r', level: read}",
            "bind: {role: ann/roles/r, to: ['user:bob'], until: '2026-03-06T00:00:00Z'}");
        Assert.Equal(
            ["ann write storage://c/o/p/f", "bob list storage://c/o/p/f", "bob read storage://c/o/p/f"],
            (await LossesAsync(shell, "--at", "+7d", "--types", "storage")).Order(StringComparer.Ordinal));
        Assert.Equal(["ann write storage://c/o/p/f"], await LossesAsync(shell, "--at", "+4d", "--types", "storage"));
    }
}

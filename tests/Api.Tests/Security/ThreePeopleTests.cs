using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>
/// In each of the five models people share, revoke, hand over and audit over HTTP, each with his own token, and nobody can do what his model
/// denies him. The administrator only makes the beginning and reads the log.
/// </summary>
public sealed class ThreePeopleTests
{
    private const string Admin = "admin";

    [Fact]
    public Task Qubole_OwnersShareAndOnlyAdministratorsHandOver() => TellAsync("qubole-scheduler",
    [
        (Admin, "group: {id: system-admin, members: ['user:9']}", "applied"),
        (Admin, "resource: {id: 'scheduler:42', owner: 'user:1'}", "applied"),
        ("2", "acl: {resource: 'scheduler:42', entries: [{subject: 'user:2', effect: allow, actions: [read]}]}", "denied"),
        ("1", "acl: {resource: 'scheduler:42', entries: [{subject: 'user:2', effect: allow, actions: [read, update]}]}", "applied"),
        ("2", "read scheduler:42", "allow"),
        ("3", "read scheduler:42", "deny"),
        ("2", "manage scheduler:42", "deny"),
        ("2", "resource: {id: 'scheduler:42', owner: 'user:2'}", "denied"),
        ("1", "resource: {id: 'scheduler:42', owner: 'user:3'}", "denied"),
        ("9", "resource: {id: 'scheduler:42', owner: 'user:3'}", "applied"),
        ("1", "acl: {resource: 'scheduler:42', entries: []}", "denied"),
        ("3", "acl: {resource: 'scheduler:42', entries: [{subject: 'user:2', effect: deny, actions: [all]}]}", "applied"),
        ("2", "read scheduler:42", "deny"),
        ("3", "delete: 'scheduler:42'", "applied"),
    ], "user:1, user:9, user:3, user:3");

    [Fact]
    public Task Actian_CreatorsOwnAndAdministratorsGivePolicies() => TellAsync("actian-dataconnect",
    [
        (Admin, "user: {id: root, admin: true}", "applied"),
        ("ann", "resource: {id: 'jobtemplates:t'}", "applied"),
        ("bob", "view jobtemplates:t", "deny"),
        ("bob", "resource: {id: 'jobtemplates:t'}", "denied"),
        ("ann", "policy: {name: P, permissions: [{resourceType: jobtemplates, allowed: [view], resourceIds: [t]}]}", "denied"),
        ("root", "policy: {name: P, permissions: [{resourceType: jobtemplates, allowed: [view], resourceIds: [t]}]}", "applied"),
        ("bob", "bind: {policy: P, to: ['user:bob']}", "denied"),
        ("root", "bind: {policy: P, to: ['user:bob']}", "applied"),
        ("bob", "view jobtemplates:t", "allow"),
        ("bob", "delete: 'jobtemplates:t'", "denied"),
        ("ann", "resource: {id: 'jobtemplates:t', owner: 'user:carl'}", "denied"),
        ("root", "resource: {id: 'jobtemplates:t', owner: 'user:carl'}", "applied"),
        ("ann", "view jobtemplates:t", "deny"),
        ("root", "unbind: {policy: P, to: ['user:bob']}", "applied"),
        ("bob", "view jobtemplates:t", "deny"),
        ("carl", "delete: 'jobtemplates:t'", "applied"),
    ], "user:ann, user:root, user:root, user:root, user:root, user:carl");

    [Fact]
    public Task Lusid_OnlyAdministratorsTouchPoliciesAndRoles() => TellAsync("lusid-scheduler",
    [
        (Admin, "user: {id: root, roles: [lusid-administrator]}", "applied"),
        ("ann", "role: {code: r}", "denied"),
        ("root", "policy: {code: p, grant: Allow, selectors: [{idSelectorDefinition: {identifier: {scope: s, code: c}, actions: [{scope: default, activity: Read, entity: Job}]}}]}", "applied"),
        ("root", "role: {code: r, resource: {policyIdRoleResource: {policies: [{scope: default, code: p}]}}}", "applied"),
        ("ann", "bind: {role: r, to: ['user:ann']}", "denied"),
        ("root", "bind: {role: r, to: ['user:ann']}", "applied"),
        ("ann", "Read Job:s/c", "allow"),
        ("bob", "Read Job:s/c", "deny"),
        ("ann", "bind: {role: r, to: ['user:bob']}", "denied"),
        ("root", "unbind: {role: r, to: ['user:ann']}", "applied"),
        ("ann", "Read Job:s/c", "deny"),
    ], "user:root, user:root, user:root, user:root");

    [Fact]
    public Task Slc_RolesAreBoundByWhoMayInThatNamespace() => TellAsync("slc-hub",
    [
        (Admin, "role: {name: Binder, rules: [{object: /RoleBindings, actions: [Create, Delete]}]}", "applied"),
        (Admin, "role: {name: Reader, rules: [{object: '/Pipelines/*', actions: [Read]}]}", "applied"),
        (Admin, "bind: {role: Binder, to: ['user:ann'], namespace: n}", "applied"),
        ("ann", "bind: {role: Reader, to: ['user:bob'], namespace: n}", "applied"),
        ("ann", "bind: {role: Reader, to: ['user:bob'], namespace: m}", "denied"),
        ("ann", "bind: {role: Reader, to: ['user:bob']}", "denied"),
        ("bob", "Read object:/Pipelines/p in n", "allow"),
        ("bob", "Read object:/Pipelines/p in m", "deny"),
        ("bob", "bind: {role: Binder, to: ['user:carl'], namespace: n}", "denied"),
        ("ann", "bind: {role: Binder, to: ['user:carl'], namespace: n}", "applied"),
        ("carl", "unbind: {role: Binder, to: ['user:ann'], namespace: n}", "applied"),
        ("ann", "unbind: {role: Reader, to: ['user:bob'], namespace: n}", "denied"),
        ("carl", "unbind: {role: Reader, to: ['user:bob'], namespace: n}", "applied"),
        ("bob", "Read object:/Pipelines/p in n", "deny"),
        ("ann", "role: {name: Reader, rules: []}", "denied"),
    ], "user:ann, user:ann, user:carl, user:carl");

    [Fact]
    public Task Apolo_WhoManagesShares() => TellAsync("apolo",
    [
        (Admin, "user: {id: alice}", "applied"),
        (Admin, "resource: {id: 'storage://default/o/p/f', owner: 'user:alice'}", "applied"),
        ("bob", "grant: {resource: 'storage://default/o/p/f', to: 'user:bob', level: read}", "denied"),
        ("alice", "grant: {resource: 'storage://default/o/p/f', to: 'user:bob', level: write}", "applied"),
        ("bob", "write storage://default/o/p/f/x", "allow"),
        ("bob", "grant: {resource: 'storage://default/o/p/f', to: 'user:carl', level: read}", "denied"),
        ("alice", "role: {name: alice/roles/r, permissions: [{uri: 'storage://default/o/p/f', action: read}]}", "applied"),
        ("bob", "role: {name: alice/roles/s, permissions: []}", "denied"),
        ("alice", "bind: {role: alice/roles/r, to: ['user:carl']}", "applied"),
        ("carl", "read storage://default/o/p/f", "allow"),
        ("bob", "revoke: {resource: 'storage://default/o/p/f', from: 'user:bob'}", "applied"),
        ("bob", "write storage://default/o/p/f", "deny"),
        ("carl", "resource: {id: 'storage://default/o/p/f', owner: 'user:carl'}", "denied"),
        ("alice", "grant: {resource: 'storage://default/o/p/f', to: 'user:carl', level: manage}", "applied"),
        ("carl", "grant: {resource: 'storage://default/o/p/f', to: 'user:bob', level: read}", "applied"),
        ("bob", "read storage://default/o/p/f", "allow"),
    ], "user:alice, user:alice, user:alice, user:bob, user:alice, user:carl");

    /// <summary>Tells a story: each line is a step, or `action resource [in namespace]` asked about oneself, with what must come of it.</summary>
    private static async Task TellAsync(string model, (string Who, string Line, string Outcome)[] story, string actors)
    {
        await using var issued = await IssuedTenant.StartAsync(model);
        foreach (var (who, line, outcome) in story) Assert.Equal((who, line, outcome), (who, line, await (IsStep(line) ? DoAsync(issued, who, line) : AskAsync(issued, who, who, line))));

        // What is one's own to ask is not another's, and neither is the log, the export, or what is stored.
        var question = story.First(s => !IsStep(s.Line)).Line;
        Assert.Equal("denied", await AskAsync(issued, "eve", "bob", question));
        foreach (var path in (string[])["changes", "export", "objects/user?id=bob"]) Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(issued, "eve", "GET", path, null)).Status);
        Assert.Equal("denied", await DoAsync(issued, "eve", "user: {id: eve, admin: true}", "user:root"));

        var log = (await SendAsync(issued, Admin, "GET", "changes", null)).Body.Require("changes").AsList();
        Assert.Equal(actors, string.Join(", ", log.Select(c => c["actor"]!.Text).Where(actor => actor != Admin)));
        Assert.All(log, change => Assert.NotEmpty(change["objects"]!.Items));
    }

    private static bool IsStep(string line) => line.Contains(": ", StringComparison.Ordinal);

    private static async Task<string> DoAsync(IssuedTenant issued, string who, string step, string? asWho = null)
    {
        var (verb, value) = Yaml.Parse(step).Entries.First();
        var answer = await SendAsync(issued, who, "POST", "apply", Node.Map(("steps", Node.List([Node.Map(
            (verb, value.Copy()), ("as", asWho is null ? null : Node.Of(asWho)))]))));
        return answer.Status switch { HttpStatusCode.OK => "applied", HttpStatusCode.Forbidden => "denied", _ => $"{answer.Status} {answer.Body}" };
    }

    private static async Task<string> AskAsync(IssuedTenant issued, string who, string about, string question)
    {
        var words = question.Split(' ');
        var answer = await SendAsync(issued, who, "POST", "check", Node.Map(
            ("subject", Node.Of($"user:{about}")), ("action", Node.Of(words[0])), ("resource", Node.Of(words[1])),
            ("namespace", words.Length > 2 ? Node.Of(words[3]) : null)));
        return answer.Status == HttpStatusCode.OK ? answer.Body.Require("allowed").AsBoolean() ? "allow" : "deny"
            : answer.Status == HttpStatusCode.Forbidden ? "denied" : $"{answer.Status} {answer.Body}";
    }

    private static Task<HttpAnswer> SendAsync(IssuedTenant issued, string who, string method, string path, Node? body) =>
        issued.Server.SendAsync(method, "/v1/" + path, body?.ToString(), token: who == Admin ? ApiServer.Token : issued.Token(who));
}

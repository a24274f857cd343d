using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>What somebody is told of why he may or may not: himself and what he is in. Others, and what would have to be changed, take the scope to read.</summary>
public sealed class OwnExplanationTests : IAsyncLifetime
{
    private const string Steps = """
        [{"group": {"id": "g", "members": ["group:inner"]}}, {"group": {"id": "inner", "members": ["user:ann"]}}, {"group": {"id": "x", "members": ["user:bob"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:kim"}},
         {"acl": {"resource": "scheduler:42", "by": "user:kim", "entries": [
           {"subject": "user:ann", "effect": "allow", "actions": ["read"]}, {"subject": "user:bob", "effect": "allow", "actions": ["read"]},
           {"subject": "user:eve", "effect": "deny", "actions": ["read"]}, {"subject": "group:g", "effect": "allow", "actions": ["update"]},
           {"subject": "group:x", "effect": "allow", "actions": ["update"]}]}}]
        """;

    private static readonly string[] Others = ["bob", "eve", "kim", "group:x"];

    private IssuedTenant _issued = null!;

    public async ValueTask InitializeAsync() => _issued = await IssuedTenant.StartAsync("qubole-scheduler", Steps);

    public ValueTask DisposeAsync() => _issued.DisposeAsync();

    private Task<HttpAnswer> ExplainAsync(string? scope, string action, string more = "") => _issued.Server.SendAsync(
        "POST", "/v1/explain", $$"""{"subject": "user:ann", "action": "{{action}}", "resource": "scheduler:42"{{more}}}""", token: _issued.Token("ann", scope));

    private static IEnumerable<string> Lines(HttpAnswer answer) =>
        answer.Body["ladder"]!.Items.SelectMany(rung => rung["children"]?.Items ?? []).Select(line => line["text"]!.Text);

    [Fact]
    public async Task Explanation_OfOneself_LeavesOutTheLinesAboutOthers()
    {
        var answer = await ExplainAsync(null, "delete");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Body["allowed"]!.AsBoolean());
        Assert.DoesNotContain(Others, other => answer.Body.ToString().Contains(other, StringComparison.Ordinal));
        Assert.Contains("on scheduler:42: allow user:ann read", Lines(answer));
        Assert.Contains("on scheduler:42: allow group:g update", Lines(answer));
        Assert.Contains("2 lines about others are left out", Lines(answer));
        Assert.Contains("1 line about somebody else is left out", Lines(answer));
    }

    [Fact]
    public async Task Explanation_ForWhoMayRead_IsWhole()
    {
        var answer = await ExplainAsync("acl:read", "delete");
        Assert.All(Others, other => Assert.Contains(other, answer.Body.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(answer), line => line.Contains("left out", StringComparison.Ordinal));
        Assert.Contains("user:bob", answer.Body["ladder"]!.Items.SelectMany(rung => rung["children"]?.Items ?? []).Select(line => line["about"]?.Text));
    }

    [Fact]
    public async Task Path_OfOneself_IsToldWithoutAScope()
    {
        var answer = await ExplainAsync(null, "update");
        Assert.Equal(["user:ann", "group:inner", "group:g", "scheduler:42", "entries of groups"], answer.Body["path"]!.Items.Select(link => link["ref"]!.Text));
    }

    [Fact]
    public async Task Suggestions_WithoutTheScopeToRead_AreRefused()
    {
        foreach (var scope in (string?[])[null, "acl:decide"])
        {
            var problem = (await ExplainAsync(scope, "delete", """, "suggest": true""")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
            Assert.Equal("suggest", problem["place"]?.Text);
        }
    }

    [Fact]
    public async Task Suggestions_ForWhoMayRead_AreToldAndNothingIsChanged()
    {
        var before = await _issued.Server.RevisionAsync();
        var answer = await ExplainAsync("acl:read", "delete", """, "suggest": true""");
        var first = answer.Body["suggestions"]!.Items[0];
        Assert.Equal("grant user:ann `delete` on scheduler:42", first["text"]!.Text);
        Assert.Equal(before, await _issued.Server.RevisionAsync());
        Assert.False(await _issued.Server.MayAsync("user:ann", "delete", "scheduler:42"));
        await _issued.Server.ApplyAsync(first["steps"]!.ToString());
        Assert.True(await _issued.Server.MayAsync("user:ann", "delete", "scheduler:42"));
    }

    [Fact]
    public async Task Suggest_WhereNothingIsExplained_IsAnUnknownKey()
    {
        var answer = await _issued.Server.SendAsync(
            "POST", "/v1/check", """{"subject": "user:ann", "action": "read", "resource": "scheduler:42", "suggest": true}""", token: _issued.Token("ann"));
        answer.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}

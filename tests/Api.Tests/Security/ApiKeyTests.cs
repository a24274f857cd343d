using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Requests with API keys: which are good, for what, and as whom.</summary>
public sealed class ApiKeyTests
{
    private const string Apply = "/tenants/acme/v1/apply";

    private static Node At(KeyServer server, TimeSpan later) => Node.Of((server.Time.GetUtcNow() + later).ToString("O"));

    [Theory]
    [InlineData("decide")]
    [InlineData("read")]
    [InlineData("administer")]
    public async Task Key_OfAScope_MayCallWhatTheTableSays(string scope)
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", scope);
        server.Service.Keys[(TenantId.Default, "ci")] = server.Service.Keys[(TenantId.Parse("acme"), "ci")];
        foreach (var row in AccessTable.Rows)
        {
            server.Service.Calls.Clear();
            var answer = await server.SendAsync(token, new HttpMethod(row.Method), row.Endpoint.Path, row.Body, row.As);
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal((row.Pattern, row.IsEnough(scope)), (row.Pattern, answer.Status is not HttpStatusCode.Forbidden));
            if (!row.IsEnough(scope)) Assert.Empty(server.Service.Calls);
        }
    }

    public static TheoryData<string> Bad =>
    [
        "of another secret", "of another id", "truncated", "too long", "in capitals", "with a space", "without secret", "without id",
        "of a tenant that is not there",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Key_ThatIsBad_Is401AndSaysNoMore(string kind)
    {
        await using var server = await KeyServer.StartAsync();
        var good = server.Store("ci", "administer");
        if (kind == "of a tenant that is not there") server.Service.Unknown.Add(TenantId.Parse("acme"));
        var answer = await server.CheckAsync(kind switch
        {
            "of another secret" => ApiKeyToken.Make("ci").Text,
            "of another id" => good.Replace("_ci_", "_cj_"),
            "truncated" => good[..^1],
            "too long" => good + "A",
            "in capitals" => good.Replace("acl_ci", "ACL_CI"),
            "with a space" => good.Replace("_ci_", "_ci _"),
            "without secret" => "acl_ci_",
            "without id" => good.Replace("_ci_", "__"),
            _ => good,
        });
        var problem = answer.RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
        Assert.Contains(problem["detail"]!.Text, (string[])["the API key is not valid", "the bearer token is not valid", "a bearer token is required"]);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Key_OfAnotherTenant_Is401AsIfThereWereNone()
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", "administer", tenant: "shop");
        var other = await server.CheckAsync(token);
        other.RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
        Assert.Equal((await server.CheckAsync(ApiKeyToken.Make("none").Text)).Text, other.Text);
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(token, "shop")).Status);
    }

    [Fact]
    public async Task Key_TakenBack_IsRefusedByTheNextRequest()
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", "decide");
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(token)).Status);
        server.Service.Keys.Clear();
        (await server.CheckAsync(token)).RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task Key_TakenBackWhileItListens_HearsNoMore()
    {
        await using var server = await KeyServer.StartAsync();
        server.Service.Answer = new ChangePage([], 0);
        var request = new HttpRequestMessage(HttpMethod.Get, "/tenants/acme/v1/changes");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Authorization = new("Bearer", server.Store("ci", "read"));
        var cancel = TestContext.Current.CancellationToken;
        using var response = await server.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        Assert.Equal(": alive", await reader.ReadLineAsync(cancel));
        server.Service.Keys.Clear();
        await Assert.ThrowsAnyAsync<IOException>(() => ToTheEndAsync(reader, cancel));
    }

    private static async Task ToTheEndAsync(StreamReader reader, CancellationToken cancel)
    {
        while (await reader.ReadLineAsync(cancel) is not null)
        {
        }
    }

    [Fact]
    public async Task Key_ThatExpires_IsGoodUntilThen()
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", "decide", more: ("expires", At(server, TimeSpan.FromMinutes(1))));
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(token)).Status);
        server.Time.Forward(TimeSpan.FromMinutes(1));
        var problem = (await server.CheckAsync(token)).RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
        Assert.Contains("has expired", problem["detail"]!.Text);
    }

    [Fact]
    public async Task Key_ThatCannotBeLookedUp_IsAFaultAndNoEntry()
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", "decide");
        server.Service.KeyFault = new AclException(ErrorCodes.StoreFailed, "the store failed");
        (await server.CheckAsync(token)).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.StoreFailed);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Key_Unbound_MakesChangesAsTheSystemOrAsAnybody()
    {
        await using var server = await KeyServer.StartAsync();
        server.Service.Answer = new ApplyResult(true, [], 1);
        const string Steps = """{"steps": [{"delete": "job:1"}, {"delete": "job:2", "as": "user:bob"}]}""";
        await server.SendAsync(server.Store("ci", "administer"), HttpMethod.Post, Apply, Steps);
        var request = server.Service.Only.As<ApplyRequest>();
        Assert.Equal("key:ci", request.Actor);
        Assert.Equal([null, "user:bob"], request.Steps.Select(step => step.As?.ToString()));
    }

    [Fact]
    public async Task Key_BoundToAUser_MakesChangesAsHimOnly()
    {
        await using var server = await KeyServer.StartAsync();
        server.Service.Answer = new ApplyResult(true, [], 1);
        var token = server.Store("ci", "administer", more: ("subject", Node.Of("user:robot")));
        (await server.SendAsync(token, HttpMethod.Post, Apply, """{"steps": [{"delete": "job:1", "as": "user:bob"}]}"""))
            .RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Empty(server.Service.Calls);
        await server.SendAsync(token, HttpMethod.Post, Apply, """{"steps": [{"delete": "job:1"}]}""");
        Assert.Equal(["user:robot"], server.Service.Only.As<ApplyRequest>().Steps.Select(step => step.As?.ToString()));
    }

    [Theory]
    [InlineData("decide")]
    [InlineData("read")]
    public async Task Key_BoundToAUserWithASmallerScope_MakesNoChanges(string scope)
    {
        await using var server = await KeyServer.StartAsync();
        var token = server.Store("ci", scope, more: ("subject", Node.Of("user:robot")));
        (await server.SendAsync(token, HttpMethod.Post, Apply, """{"steps": [{"delete": "job:1"}]}"""))
            .RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Empty(server.Service.Calls);
    }
}

using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>
/// Who may ask what would be if steps had been made: only who may make them as the system. Otherwise anybody could assume himself an
/// administrator, and see.
/// </summary>
public sealed class AssumingTests
{
    private const string Assumed = """[{"user": {"id": "ann", "admin": true}}]""";

    /// <summary>Every question about Ann herself, with what it assumes.</summary>
    public static TheoryData<string, string> Questions => new()
    {
        { "check", """{"subject": "user:ann", "action": "read", "resource": "job:1", "assuming": ASSUMED}""" },
        { "check-many", """{"checks": [{"subject": "user:ann", "action": "read", "resource": "job:1"}], "assuming": ASSUMED}""" },
        { "check-many", """{"checks": [{"subject": "user:ann", "action": "read", "resource": "job:1", "assuming": ASSUMED}]}""" },
        { "explain", """{"subject": "user:ann", "action": "read", "resource": "job:1", "assuming": ASSUMED}""" },
        { "list", """{"subject": "user:ann", "action": "read", "type": "job", "assuming": ASSUMED}""" },
        { "who", """{"action": "read", "resource": "job:1", "assuming": ASSUMED}""" },
        { "actions", """{"subject": "user:ann", "resource": "job:1", "assuming": ASSUMED}""" },
        { "operations/rename", """{"subject": "user:ann", "assuming": ASSUMED}""" },
    };

    private static string Path(string question) => $"/tenants/acme/v1/{question}";

    private static string Body(string body) => body.Replace("ASSUMED", Assumed, StringComparison.Ordinal);

    private static object? Answer(string question) => question switch
    {
        "explain" => new Explanation(true, "owner", []),
        "list" => Array.Empty<ResourceRef>(),
        "who" => Array.Empty<SubjectRef>(),
        "actions" => new[] { "read" },
        "operations/rename" => new OperationResult(OperationOutcome.Allow, null, [], [], "no check"),
        _ => null,
    };

    private static IReadOnlyList<Step> Asked(object? request) => request switch
    {
        CheckRequest check => check.Assuming,
        IReadOnlyList<CheckRequest> many => Asked(many.Single()),
        ListRequest list => list.Assuming,
        WhoRequest who => who.Assuming,
        ActionsRequest actions => actions.Assuming,
        OperationRequest operation => operation.Assuming,
        _ => throw new ArgumentException($"{request} is no question", nameof(request)),
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task User_WhoDoesNotAdminister_MayAssumeNothing(string question, string body)
    {
        await using var server = await IssuedServer.StartAsync();
        string[] scopes = question == "who" ? ["acl:read"] : ["", "acl:decide", "acl:read"];
        foreach (var scope in scopes)
        {
            var answer = await server.SendAsync(server.Token(("scope", Node.Of(scope))), HttpMethod.Post, Path(question), Body(body));
            var problem = answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
            Assert.Equal(("assuming", true), (problem["place"]?.Text, problem["detail"]!.Text.Contains("`administer`", StringComparison.Ordinal)));
        }

        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Reader_MayAssumeAnotherTimeAndNothingElse(string question, string body)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Service.Answer = Answer(question);
        var reader = server.Token(("scope", Node.Of("acl:read acl:decide")));
        const string Time = """[{"clock": "2199-01-01T00:00:00Z"}]""";
        var asked = body.Replace("ASSUMED", Time, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(reader, HttpMethod.Post, Path(question), asked)).Status);
        Assert.Equal("clock", Assert.Single(Asked(server.Service.Only.Request)).Verb);
        var more = body.Replace("ASSUMED", Time[..^1] + "," + Assumed[1..], StringComparison.Ordinal);
        (await server.SendAsync(reader, HttpMethod.Post, Path(question), more)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync(server.Token(), HttpMethod.Post, Path(question), asked)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Administrator_Assuming_IsAnswered(string question, string body)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Service.Answer = Answer(question);
        foreach (var token in (string[])[ApiServer.Token, server.Token(("scope", Node.Of("acl:administer")))])
        {
            server.Service.Calls.Clear();
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(token, HttpMethod.Post, Path(question), Body(body))).Status);
            var step = Assert.Single(Asked(server.Service.Only.Request));
            Assert.Equal(("user", """{"id":"ann","admin":true}"""), (step.Verb, step.Value.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Key_BoundToAUser_MayAssumeNothing(string question, string body)
    {
        await using var server = await KeyServer.StartAsync();
        var bound = server.Store("ci", "administer", more: ("subject", Node.Of("user:ann")));
        var answer = await server.SendAsync(bound, HttpMethod.Post, Path(question), Body(body));
        Assert.Equal("assuming", answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied)["place"]?.Text);
        Assert.Empty(server.Service.Calls);
        server.Service.Answer = Answer(question);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(server.Store("free", "administer"), HttpMethod.Post, Path(question), Body(body))).Status);
    }

    [Fact]
    public async Task Step_ThatIsRefused_IsTheProblemsPlaceAndCode()
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler");
        const string Sent = """{"subject": "user:1", "action": "read", "resource": "scheduler:1", "assuming": [{"user": {"id": "1"}}, {"user": {"id": "2", "x": 1}}]}""";
        var answer = await issued.Server.SendAsync("POST", "/v1/check", Sent, token: ApiServer.Token);
        Assert.StartsWith("assuming[1].user.x", answer.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)["place"]?.Text);
    }
}

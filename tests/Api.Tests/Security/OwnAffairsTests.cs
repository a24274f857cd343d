using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Users with a token of their own and no scope: they ask about themselves, with the roles and groups of their token.</summary>
public sealed class OwnAffairsTests
{
    private static readonly Node Roles = Node.List(["reader", "writer"]);

    /// <summary>Everything a user may ask, with a place for the subject.</summary>
    public static TheoryData<string, string> Questions => new()
    {
        { "/tenants/acme/v1/check", """{"subject": SUBJECT, "action": "read", "resource": "job:1"}""" },
        { "/tenants/acme/v1/check-many", """{"checks": [{"subject": SUBJECT, "action": "read", "resource": "job:1"}]}""" },
        { "/tenants/acme/v1/explain", """{"subject": SUBJECT, "action": "read", "resource": "job:1"}""" },
        { "/tenants/acme/v1/list", """{"subject": SUBJECT, "action": "read", "type": "job"}""" },
        { "/tenants/acme/v1/actions", """{"subject": SUBJECT, "resource": "job:1"}""" },
        { "/tenants/acme/v1/operations/rename", """{"subject": SUBJECT}""" },
        { "/access/v1/evaluation", """{"subject": SUBJECT, "action": {"name": "read"}, "resource": {"type": "job", "id": "1"}}""" },
        { "/access/v1/evaluations", """{"subject": SUBJECT, "action": {"name": "read"}, "evaluations": [{"resource": {"type": "job", "id": "1"}}]}""" },
        { "/access/v1/search/resource", """{"subject": SUBJECT, "action": {"name": "read"}, "resource": {"type": "job"}}""" },
        { "/access/v1/search/action", """{"subject": SUBJECT, "resource": {"type": "job", "id": "1"}}""" },
    };

    private static string Body(string body, string id, string properties = "{}") =>
        body.Replace("SUBJECT", $$"""{"type": "user", "id": "{{id}}", "properties": {{properties}}}""");

    private static object? Answer(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "explain" => new Explanation(true, "owner", []),
        "list" or "resource" => Array.Empty<ResourceRef>(),
        "actions" or "action" => new[] { "read" },
        "rename" => new OperationResult(OperationOutcome.Allow, null, [], [], "no check"),
        _ => null,
    };

    private static (SubjectRef Subject, Node? Properties) Asked(object? request) => request switch
    {
        CheckRequest check => (check.Subject, check.SubjectProperties),
        IReadOnlyList<CheckRequest> many => Asked(many.Single()),
        ListRequest list => (list.Subject, list.SubjectProperties),
        ActionsRequest actions => (actions.Subject, actions.SubjectProperties),
        OperationRequest operation => (operation.Subject, operation.SubjectProperties),
        _ => throw new ArgumentException($"{request} is no question", nameof(request)),
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task User_AboutHimself_IsAnsweredWithTheRolesOfHisToken(string path, string body)
    {
        await using var server = await IssuedServer.StartAsync(o => o with { RolesClaim = "roles" });
        server.Service.Answer = Answer(path);
        var sent = Body(body, "ann", """{"roles": ["root"], "groups": ["wheel"], "department": "ops"}""");
        var answer = await server.SendAsync(server.Token(("roles", Roles.Copy())), HttpMethod.Post, path, sent);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var (subject, properties) = Asked(server.Service.Only.Request);
        Assert.Equal("user:ann", subject.ToString());
        Assert.Equal("""{"roles":["reader","writer"]}""", properties?.ToString());
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task User_AboutSomebodyElse_Is403AndAsksNothing(string path, string body)
    {
        await using var server = await IssuedServer.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(server.Token(), HttpMethod.Post, path, Body(body, "bob"))).Status);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Batch_WithOneQuestionAboutAnother_IsRefusedWhole()
    {
        await using var server = await IssuedServer.StartAsync();
        const string Checks = """
            {"checks": [{"subject": "user:ann", "action": "read", "resource": "job:1"}, {"subject": "user:bob", "action": "read", "resource": "job:1"}]}
            """;
        var answer = await server.SendAsync(server.Token(), HttpMethod.Post, "/tenants/acme/v1/check-many", Checks);
        answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("group", "ann")]
    [InlineData("user", "Ann")]
    [InlineData("user", "ann ")]
    public async Task User_AboutSomebodyOfNearlyHisName_Is403(string type, string id)
    {
        await using var server = await IssuedServer.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await server.CheckAsync(server.Token(), $"{type}:{id}")).Status);
    }

    [Theory]
    [InlineData("who", HttpStatusCode.Forbidden)]
    [InlineData("check", HttpStatusCode.BadRequest)]
    public async Task Body_WhereNothingCanBeHisOwn_IsNotRead(string question, HttpStatusCode status)
    {
        await using var server = await IssuedServer.StartAsync();
        var answer = await server.SendAsync(server.Token(), HttpMethod.Post, $"/tenants/acme/v1/{question}", "no JSON");
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData(null, """{"roles":[]}""")]
    [InlineData("\"reader\"", """{"roles":["reader"]}""")]
    [InlineData("[]", """{"roles":[]}""")]
    public async Task RolesClaim_MissingOrOfOneRole_IsAList(string? claim, string properties)
    {
        await using var server = await IssuedServer.StartAsync(o => o with { RolesClaim = "roles" });
        await server.CheckAsync(server.Token(("roles", claim is null ? null : Json.Parse(claim))));
        Assert.Equal(properties, Asked(server.Service.Only.Request).Properties?.ToString());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[1]")]
    [InlineData("""{"reader": true}""")]
    public async Task RolesClaim_OfAnotherShape_Is401(string claim)
    {
        await using var server = await IssuedServer.StartAsync(o => o with { RolesClaim = "roles" });
        var answer = await server.CheckAsync(server.Token(("roles", Json.Parse(claim))));
        answer.RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"roles": ["root"], "account": "another"}""")]
    public async Task Claims_ThatAreNotConfigured_LeaveWhatIsStored(string sent)
    {
        await using var server = await IssuedServer.StartAsync();
        var body = Body("""{"subject": SUBJECT, "action": "read", "resource": "job:1"}""", "ann", sent);
        await server.SendAsync(server.Token(("roles", Roles.Copy()), ("groups", Roles.Copy())), HttpMethod.Post, "/tenants/acme/v1/check", body);
        Assert.Null(Asked(server.Service.Only.Request).Properties);
    }
}

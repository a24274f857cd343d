using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Qubole;

public sealed class ObjectPolicyTests
{
    private const string Path = "/api/v1.2/object_policy/policy";
    private const string Query = "?source_id=42&source_type=scheduler";

    private const string Steps = """
        [{"user": {"id": "1"}}, {"user": {"id": "2"}}, {"user": {"id": "3"}}, {"user": {"id": "9", "admin": true}},
         {"group": {"id": "7", "members": ["user:3"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1"}}]
        """;

    private const string Policy = """
        [{"access":"allow","condition":{"qbol_users":[2],"qbol_groups":[7]},"action":["read","update"]},{"access":"deny","condition":{"qbol_groups":[7]},"action":["update"]}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("qubole-scheduler", Steps);

    private static string Body(string policy, string id = "42", string type = "scheduler") =>
        Node.Map(("source_id", Node.Of(id)), ("source_type", Node.Of(type)), ("policy", Node.Of(policy))).ToString();

    [Fact]
    public async Task Put_OfAPolicy_Decides()
    {
        await using var server = await StartAsync();
        var answer = await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body(Policy), by: "user:1");
        Assert.Equal("true", answer["success"]?.Text);
        Assert.True(await server.MayAsync("user:2", "update", "scheduler:42"));
        Assert.False(await server.MayAsync("user:2", "delete", "scheduler:42"));
        Assert.True(await server.MayAsync("user:3", "read", "scheduler:42"));
        Assert.False(await server.MayAsync("user:3", "update", "scheduler:42"));
    }

    [Fact]
    public async Task Get_AfterAPut_GivesTheSamePolicyAsAString()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body(Policy));
        var answer = await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query);
        Assert.Equal(Body(Policy.Trim()), answer.ToString());
    }

    [Fact]
    public async Task Get_ThatNamesTheScheduleInItsBody_IsAnsweredLikeOneThatDoesInItsQuery()
    {
        await using var server = await StartAsync();
        var inBody = await server.SendAsync("GET", Path, """{"source_id": "42", "source_type": "scheduler"}""");
        Assert.Equal(Body("[]"), inBody.Text);
        Assert.Equal(inBody.Text, (await server.SendAsync("GET", Path + Query)).Text);
    }

    [Fact]
    public async Task Get_OfWhatTheDialogStored_GroupsItByEffectAndActions()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""
            [{"acl": {"resource": "scheduler:42", "complete": true, "entries": [
                {"subject": "user:2", "effect": "allow", "actions": ["read"]}, {"subject": "user:3", "effect": "allow", "actions": ["read"]},
                {"subject": "group:system-user", "effect": "allow", "actions": ["all"]}]}}]
            """);
        var answer = await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query);
        Assert.Equal(
            """[{"access":"allow","condition":{"qbol_users":[2,3]},"action":["read"]},{"access":"allow","condition":{"qbol_groups":["system-user"]},"action":["all"]},"""
            + """{"access":"deny","condition":{"qbol_users":[2,3]},"action":["update","delete","clone","manage"]}]""",
            answer["policy"]?.AsString());
    }

    [Fact]
    public async Task Put_OfAnotherPolicy_ReplacesTheFirst()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body(Policy));
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body("[]"));
        Assert.False(await server.MayAsync("user:2", "read", "scheduler:42"));
        Assert.Equal("[]", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query))["policy"]?.AsString());
    }

    [Fact]
    public async Task Put_BySomebodyElse_IsDeniedAndNamesWhatIsMissing()
    {
        await using var server = await StartAsync();
        var problem = (await server.SendAsync("PUT", Path, Body(Policy), by: "user:2")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Contains("manage scheduler:42", problem["detail"]?.Text);
        Assert.False(await server.MayAsync("user:2", "read", "scheduler:42"));
    }

    [Fact]
    public async Task Put_ByAnAdministrator_BindsTheOwnerToIt()
    {
        await using var server = await StartAsync();
        const string deny = """[{"access": "deny", "condition": {"qbol_users": [1]}, "action": ["manage"]}]""";
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body(deny), by: "user:9");
        Assert.False(await server.MayAsync("user:1", "manage", "scheduler:42"));
        (await server.SendAsync("PUT", Path, Body("[]"), by: "user:1")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path, Body("[]"), by: "user:9");
        Assert.True(await server.MayAsync("user:1", "manage", "scheduler:42"));
    }

    [Fact]
    public async Task Get_ByAUser_TakesWhatTheModelsTaskTakes()
    {
        await using var server = await StartAsync();
        (await server.SendAsync("GET", Path + Query, by: "user:3")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query, by: "user:1");
        await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query, by: "user:9");
        await server.ApplyAsync("""[{"group": {"id": "system-user", "members": ["user:2"]}}]""");
        await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query, by: "user:2");
        await server.ApplyAsync("""
            [{"role": {"name": "viewer", "policies": [{"access": "allow", "resource": "object_policy", "action": ["read"]}]}},
             {"bind": {"role": "viewer", "to": ["group:7"]}}]
            """);
        await server.RequireAsync(HttpStatusCode.OK, "GET", Path + Query, by: "user:3");
    }

    [Theory]
    [InlineData("""{"source_id": "42", "source_type": "scheduler"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "policy": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_type": "scheduler", "policy": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": 42, "source_type": "scheduler", "policy": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "", "source_type": "scheduler", "policy": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "source_type": "scheduler", "policy": []}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "source_type": "scheduler", "policy": "["}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "source_type": "scheduler", "policy": "{}"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "source_type": "scheduler", "policy": "[]", "more": 1}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"source_id": "42", "source_type": "note", "policy": "[]"}""", ErrorCodes.UnknownType)]
    [InlineData("""{"source_id": "42", "source_type": "object_policy", "policy": "[]"}""", ErrorCodes.UnknownType)]
    public async Task Put_OfAMalformedBody_IsRefused(string body, string code)
    {
        await using var server = await StartAsync();
        var revision = await server.RevisionAsync();
        (await server.SendAsync("PUT", Path, body)).RequireProblem(HttpStatusCode.BadRequest, code);
        Assert.Equal(revision, await server.RevisionAsync());
    }

    [Theory]
    [InlineData("""{"condition": {"qbol_users": [2]}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": [2]}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "maybe", "condition": {"qbol_users": [2]}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": [], "qbol_groups": []}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_roles": [2]}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": ["2"]}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": [2.5]}, "action": ["read"]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": [2]}, "action": ["create"]}""", ErrorCodes.UnknownAction)]
    [InlineData("""{"access": "allow", "condition": {"qbol_users": [2]}, "action": ["publish"]}""", ErrorCodes.UnknownAction)]
    public async Task Put_OfAMalformedStatement_IsRefusedWholeAndNamesThePolicy(string statement, string code)
    {
        await using var server = await StartAsync();
        var policy = $$"""[{"access": "allow", "condition": {"qbol_users": [2]}, "action": ["read"]}, {{statement}}]""";
        var problem = (await server.SendAsync("PUT", Path, Body(policy))).RequireProblem(HttpStatusCode.BadRequest, code);
        Assert.StartsWith("policy", problem["place"]?.Text);
        Assert.False(await server.MayAsync("user:2", "read", "scheduler:42"));
    }

    [Theory]
    [InlineData("?source_id=42", ErrorCodes.InvalidDocument)]
    [InlineData("?source_type=scheduler", ErrorCodes.InvalidDocument)]
    [InlineData("?source_id=42&source_id=43&source_type=scheduler", ErrorCodes.InvalidDocument)]
    [InlineData("?source_id=&source_type=scheduler", ErrorCodes.InvalidDocument)]
    [InlineData("?source_id=2&source_type=scheduler:4", ErrorCodes.UnknownType)]
    [InlineData("?source_id=42&source_type=object_policy", ErrorCodes.UnknownType)]
    [InlineData("", ErrorCodes.InvalidDocument)]
    public async Task Get_OfAMalformedSource_IsRefused(string query, string code)
    {
        await using var server = await StartAsync();
        var problem = (await server.SendAsync("GET", Path + query)).RequireProblem(HttpStatusCode.BadRequest, code);
        Assert.Contains("source_", problem["place"]?.Text ?? problem["detail"]?.Text);
    }

    [Fact]
    public async Task Schedule_ThatIsNotStored_IsNotFound()
    {
        await using var server = await StartAsync();
        (await server.SendAsync("PUT", Path, Body("[]", id: "43"))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await server.SendAsync("GET", Path + "?source_id=43&source_type=scheduler")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("user:")]
    [InlineData("group:7")]
    public async Task Put_AsNobodyThereCanBe_IsRefused(string by)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("PUT", Path, Body("[]"), by: by)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}

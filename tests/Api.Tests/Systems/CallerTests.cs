using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Api.Tests.Systems.Apolo;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>Whom a call of a system's own interface is answered for: by keys, by tokens, and by name.</summary>
public sealed class CallerTests
{
    private const string Read = """[{"uri": "storage://c/o/p/models", "action": "read"}]""";

    private static readonly TenantId Acme = TenantId.Parse("acme");

    private static TenantInfo Cloud => new(Acme, "apolo", Node.Map(), null, 0)
    {
        Documents = ["role"], Types = [new TypeInfo("role", ["manage"], null, false), new TypeInfo("user", ["manage"], null, false)],
    };

    [Theory]
    [InlineData("decide", 200, 403, 403)]
    [InlineData("read", 200, 200, 403)]
    [InlineData("administer", 200, 200, 201)]
    public async Task Key_OfNobody_IsTheSystemAsFarAsItsScopeGoes(string scope, int check, int list, int grant)
    {
        await using var server = await StartAsync();
        var key = await server.KeyAsync(scope);
        Assert.Equal(check, (int)(await server.SendAsync("POST", Permissions("eve", "/check"), Read, token: key)).Status);
        Assert.Equal(list, (int)(await server.SendAsync("GET", Permissions("eve"), token: key)).Status);
        Assert.Equal(grant, (int)(await server.SendAsync("POST", Permissions("eve"), Read, token: key)).Status);
    }

    [Theory]
    [InlineData("decide", 200, 403, 403)]
    [InlineData("read", 200, 200, 403)]
    [InlineData("administer", 200, 200, 403)]
    public async Task Key_OfAUser_ReadsByItsScopeAndChangesAsHim(string scope, int check, int list, int grant)
    {
        await using var server = await StartAsync();
        var key = await server.KeyAsync(scope, "user:bob");
        Assert.Equal(check, (int)(await server.SendAsync("POST", Permissions("eve", "/check"), Read, token: key)).Status);
        Assert.Equal(list, (int)(await server.SendAsync("GET", Permissions("eve"), token: key)).Status);
        Assert.Equal(grant, (int)(await server.SendAsync("POST", Permissions("eve"), Read, token: key)).Status);
    }

    [Fact]
    public async Task Key_OfAUser_ChangesWhatHeMay()
    {
        await using var server = await StartAsync();
        var key = await server.KeyAsync("administer", "user:alice");
        Assert.Equal(201, (int)(await server.SendAsync("POST", Permissions("eve"), Read, token: key)).Status);
        (await server.SendAsync("POST", Permissions("eve"), """[{"uri": "storage://c", "action": "read"}]""", token: key))
            .RequireError(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("administer", "user:alice", "user:alice", 200)]
    [InlineData("read", "user:alice", "user:alice", 200)]
    [InlineData("administer", "user:alice", "user:bob", 403)]
    [InlineData("read", null, "user:alice", 403)]
    [InlineData("administer", null, "user:alice", 200)]
    [InlineData("administer", null, "user:eve", 403)]
    public async Task Key_Naming_IsTakenAtItsWordOnlyIfItMayNameOthers(string scope, string? subject, string named, int status)
    {
        await using var server = await StartAsync();
        var key = await server.KeyAsync(scope, subject);
        Assert.Equal(status, (int)(await server.SendAsync("GET", Permissions("alice"), by: named, token: key)).Status);
    }

    [Fact]
    public async Task Token_ThatNobodyKnows_Is401InTheSystemsOwnShape()
    {
        await using var server = await StartAsync();
        (await server.SendAsync("GET", Permissions("alice"), token: "wrong")).RequireError(401, ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task Answer_SaysItsRevisionAndIsAsFreshAsDemanded()
    {
        await using var server = await StartAsync();
        var granted = await server.AsAsync("alice", "POST", Permissions("eve"), Read);
        var revision = Assert.Single(granted.Response.Headers.GetValues("Acl-Revision"));
        foreach (var path in (string[])[Permissions("eve"), Permissions("eve", "/shared"), Permissions("eve", "/tree?uri=storage:"), "/api/v1/users/eve"])
        {
            var mark = path.Contains('?') ? '&' : '?';
            var answer = await server.AsAsync("eve", "GET", $"{path}{mark}at_least_as_fresh={revision}");
            Assert.Equal((path, 200, revision), (path, (int)answer.Status, answer.Response.Headers.GetValues("Acl-Revision").Single()));
            answer = await server.AsAsync("eve", "GET", $"{path}{mark}at_least_as_fresh={int.Parse(revision) + 1}");
            answer.RequireError(409, ErrorCodes.RevisionNotReached);
        }
    }

    [Fact]
    public async Task Change_IsLoggedUnderWhoMadeIt()
    {
        await using var server = await StartAsync();
        await server.AsAsync("alice", "POST", Permissions("eve"), Read);
        var change = await server.NewestChangeAsync();
        Assert.Equal(("admin", "user:alice"), (change.Actor, Assert.Single(change.As).ToString()));
    }

    [Fact]
    public async Task User_OfAToken_IsHimselfWithTheRolesOfHisToken()
    {
        await using var server = await IssuedServer.StartAsync(o => o with { RolesClaim = "roles" });
        server.Service.Tenants[Acme] = Cloud;
        server.Service.Answer = new ApplyResult(true, [new StepResult(StepStatus.Applied)], 1);
        var token = server.Token(("roles", Node.List(["ann/roles/r"])));
        Assert.Equal(201, (int)(await server.SendAsync(token, HttpMethod.Post, "/tenants/acme/api/v1/users", """{"name": "ann/roles/new"}""")).Status);
        var request = server.Service.Only.As<ApplyRequest>();
        var step = Assert.Single(request.Steps);
        Assert.Equal(("user:ann", "user:ann", """{"roles":["ann/roles/r"]}"""), (request.Actor, step.As.ToString(), step.AsProperties?.ToString()));
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("acl:decide", 200)]
    public async Task User_OfATokenWithoutTheScope_NeedsTheModelsLeaveToAskAboutAnother(string? scope, int status)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Service.Tenants[Acme] = Cloud;
        server.Service.Decide = request => Decision.Made(request.Resource.Type != "user", "levels", "as told");
        var token = server.Token(("scope", scope is null ? null : Node.Of(scope)));
        Assert.Equal(status, (int)(await server.SendAsync(token, HttpMethod.Post, "/tenants/acme/api/v1/users/bob/permissions/check", Read)).Status);
    }

    [Fact]
    public async Task User_OfATokenNamingAnother_Is403AndNothingIsAsked()
    {
        await using var server = await IssuedServer.StartAsync();
        var answer = await server.SendAsync(server.Token(), HttpMethod.Delete, "/tenants/acme/api/v1/users/bob", actAs: "user:bob");
        answer.RequireError(403, ErrorCodes.Denied);
        Assert.Empty(server.Service.Calls);
    }
}

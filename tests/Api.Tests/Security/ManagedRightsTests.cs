using System.Net;
using OrleansAcl.Api.Tests.Management.Rest;
using OrleansAcl.Api.Tests.Security.Oidc;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Which access lists and levels users read without a scope: those that they may change, and nothing tells them of others.</summary>
public sealed class ManagedRightsTests
{
    private const string Schedules = """
        [{"group": {"id": "system-admin", "members": ["user:9"]}},
         {"group": {"id": "7", "members": ["user:3"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1"}},
         {"resource": {"id": "scheduler:bare", "owner": "user:1"}},
         {"acl": {"resource": "scheduler:42", "by": "user:1", "entries": [
           {"subject": "user:2", "effect": "allow", "actions": ["read"]}, {"subject": "group:7", "effect": "allow", "actions": ["read", "manage"]},
           {"subject": "user:4", "effect": "deny", "actions": ["all"]}]}},
         {"acl": {"resource": "scheduler:nowhere", "entries": [{"subject": "user:2", "effect": "allow", "actions": ["manage"]}]}}]
        """;

    private const string Files = """
        [{"user": {"id": "alice"}}, {"user": {"id": "bob"}}, {"user": {"id": "carl"}},
         {"resource": {"id": "storage://default/o/p/f", "owner": "user:alice"}},
         {"grant": {"resource": "storage://default/o/p/f", "to": "user:bob", "level": "write"}},
         {"grant": {"resource": "storage://default/o/p/f", "to": "user:carl", "level": "list"}},
         {"grant": {"resource": "storage://default/o/q", "to": "user:bob", "level": "manage"}}]
        """;

    private static Task<HttpAnswer> GetAsync(IssuedTenant issued, string user, string path, string? scope = null) =>
        issued.Server.SendAsync("GET", "/v1/" + path, null, token: issued.Token(user, scope));

    [Theory]
    [InlineData("1", true)]     // the owner
    [InlineData("3", true)]     // by his group
    [InlineData("9", true)]     // an administrator
    [InlineData("2", false)]    // may read the schedule, not its permissions
    [InlineData("4", false)]    // denied
    [InlineData("nobody", false)]
    public async Task List_IsReadByThoseWhoMayReplaceIt(string user, bool may)
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);

        foreach (var path in (string[])["acl/scheduler%3A42", "objects/acl?id=scheduler%3A42"])
        {
            var answer = await GetAsync(issued, user, path);
            Assert.Equal((path, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (path, answer.Status));
            Assert.Equal(may, answer.Body.ToString().Contains("user:4", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("9")]
    public async Task List_ThatIsNotHis_IsAsOneThatIsNotThere(string user)
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);

        // Nothing is stored under the last two; of the second there is a list, which nobody but the system can have put there.
        string[] ids = user == "9" ? ["nowhere", "gone"] : ["42", "nowhere", "gone"];
        foreach (var id in ids)
        {
            var problem = (await GetAsync(issued, user, $"acl/scheduler%3A{id}")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
            Assert.Equal($"acl `scheduler:{id}` is not stored", problem["detail"]!.Text);
        }
    }

    [Fact]
    public async Task Resource_WithoutAList_HasNoneForItsManagerToo()
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);
        (await GetAsync(issued, "1", "acl/scheduler%3Abare")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Reading_ChangesNothing()
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);
        var before = (await GetAsync(issued, "1", "acl/scheduler%3A42", "acl:read")).Body.ToString();

        Assert.Equal(before, (await GetAsync(issued, "1", "acl/scheduler%3A42")).Body.ToString());
        Assert.Equal(before, (await GetAsync(issued, "9", "acl/scheduler%3A42")).Body.ToString());

        var log = await issued.Server.SendAsync("GET", "/v1/changes", null, token: ApiServer.Token);
        Assert.Single(log.Body.Require("changes").AsList());
    }

    [Theory]
    [InlineData("acl/video%3A1", ErrorCodes.UnknownType)]
    [InlineData("acl/scheduler", ErrorCodes.InvalidDocument)]
    public async Task Malformed_IsToldAsSuch(string path, string code)
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);
        (await GetAsync(issued, "1", path)).RequireProblem(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("acl")]
    [InlineData("acl?subject=user%3A1")]
    [InlineData("grants")]
    [InlineData("grants?subject=user%3A2")]
    [InlineData("resources/scheduler%3A42")]
    [InlineData("users/1")]
    [InlineData("objects/resource?id=scheduler%3A42")]
    [InlineData("objects/api_key?id=x")]
    public async Task Anything_ElseThatIsStored_TakesTheScope(string path)
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Schedules);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(issued, "9", path)).Status);
    }

    [Fact]
    public async Task List_OfATokensRoles_IsJudgedByThem()
    {
        const string Steps = """
            [{"role": {"name": "stewards", "policies": [{"access": "allow", "resource": "scheduler", "action": ["manage"]}]}},
             {"resource": {"id": "scheduler:1"}}, {"acl": {"resource": "scheduler:1", "entries": []}}]
            """;
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", Steps, rolesClaim: "roles");

        Assert.Equal(HttpStatusCode.OK, (await Send(issued.Token("5", null, "stewards"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(issued.Token("5"))).Status);

        Task<HttpAnswer> Send(string token) => issued.Server.SendAsync("GET", "/v1/acl/scheduler%3A1", null, token: token);
    }

    [Theory]
    [InlineData("alice", 2)]
    [InlineData("bob", 0)]
    [InlineData("nobody", 0)]
    public async Task Levels_AreReadByThoseWhoMayTakeThemAway(string user, int count)
    {
        await using var issued = await IssuedTenant.StartAsync("apolo", Files);

        var page = await GetAsync(issued, user, "grants?resource=storage%3A%2F%2Fdefault%2Fo%2Fp%2Ff");

        Assert.Equal((HttpStatusCode.OK, count), (page.Status, page.Body.Require("items").AsList().Count));
    }

    [Fact]
    public async Task Levels_OfAnotherResource_AreAsThoseOfNone()
    {
        await using var issued = await IssuedTenant.StartAsync("apolo", Files);

        var another = await GetAsync(issued, "alice", "grants?resource=storage%3A%2F%2Fdefault%2Fo%2Fq");
        var none = await GetAsync(issued, "alice", "grants?resource=storage%3A%2F%2Fdefault%2Fo%2Fz");

        Assert.Equal(none.Body.ToString(), another.Body.ToString());
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("bob", true)]       // his own
    [InlineData("carl", false)]
    public async Task Level_IsReadByWhoeverMayTakeItAway(string user, bool may)
    {
        await using var issued = await IssuedTenant.StartAsync("apolo", Files);
        var path = $"grants/{RestCase.Tied("""["storage://default/o/p/f","user:bob"]""")}";
        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await GetAsync(issued, user, path)).Status);
    }
}

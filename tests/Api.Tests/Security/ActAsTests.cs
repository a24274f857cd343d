using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>As whom a change is made: <c>as</c> in a step, the header <c>Acl-As</c>, and who may use them.</summary>
public sealed class ActAsTests
{
    private const string Path = "/tenants/acme/v1/apply";
    private static readonly Node Administers = Node.Of("acl:administer");

    private static string Steps(params string?[] names) => Node.Map(("steps", Node.List(names.Select(name =>
        Node.Map(("delete", Node.Of("job:1")), ("as", name is null ? null : Node.Of(name))))))).ToString();

    private static async Task<IssuedServer> StartAsync(string? rolesClaim = null)
    {
        var server = await IssuedServer.StartAsync(o => o with { RolesClaim = rolesClaim });
        server.Service.Answer = new ApplyResult(true, [], 1);
        return server;
    }

    private static IEnumerable<string?> Done(IssuedServer server) =>
        server.Service.Only.As<ApplyRequest>().Steps.Select(step => step.As?.ToString());

    [Fact]
    public async Task Administrator_Naming_IsTakenAtHisWord()
    {
        await using var server = await StartAsync();
        await server.SendAsync(ApiServer.Token, HttpMethod.Post, Path, Steps("user:bob", null));
        Assert.Equal(["user:bob", null], Done(server));
    }

    [Fact]
    public async Task Header_OfAnAdministrator_IsForStepsThatNameNobody()
    {
        await using var server = await StartAsync();
        await server.SendAsync(ApiServer.Token, HttpMethod.Post, Path, Steps("user:bob", null), actAs: "user:eve");
        Assert.Equal(["user:bob", "user:eve"], Done(server));
    }

    [Fact]
    public async Task User_NamingNobodyOrHimself_IsDoneAsHim()
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync(server.Token(), HttpMethod.Post, Path, Steps(null, "user:ann"), actAs: "user:ann");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["user:ann", "user:ann"], Done(server));
    }

    [Theory]
    [InlineData("as", "user:bob", null)]
    [InlineData("as", "user:bob", "user:ann")]
    [InlineData("Acl-As", null, "user:bob")]
    public async Task User_NamingAnother_Is403AndChangesNothing(string place, string? named, string? header)
    {
        await using var server = await StartAsync();
        foreach (var scope in (string[])["", "acl:read"])
        {
            var token = server.Token(("scope", Node.Of(scope)));
            var answer = await server.SendAsync(token, HttpMethod.Post, Path, Steps("user:ann", named), actAs: header);
            Assert.Equal(place, answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied)["place"]?.Text);
        }

        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task User_WhoAdministers_IsTheSystemUnlessHeNamesSomebody()
    {
        await using var server = await StartAsync();
        await server.SendAsync(server.Token(("scope", Administers.Copy())), HttpMethod.Post, Path, Steps("user:bob", null));
        Assert.Equal(["user:bob", null], Done(server));
    }

    [Theory]
    [InlineData("user:ann", "acl:administer")]
    [InlineData("user:ann", "")]
    [InlineData(null, "")]
    public async Task User_MakingChangesAsHimself_HasTheRolesOfHisToken(string? named, string scope)
    {
        await using var server = await StartAsync("roles");
        var token = server.Token(("roles", Node.List(["reader"])), ("scope", Node.Of(scope)));
        const string Himself = """, "as": {"type": "user", "id": "ann", "properties": {"roles": ["root"], "groups": ["wheel"]}}""";
        await server.SendAsync(token, HttpMethod.Post, Path, """{"steps": [{"delete": "job:1" AS}]}""".Replace("AS", named is null ? "" : Himself));
        var step = Assert.Single(server.Service.Only.As<ApplyRequest>().Steps);
        Assert.Equal(("user:ann", """{"roles":["reader"]}"""), (step.As.ToString(), step.AsProperties?.ToString()));
    }

    [Theory]
    [InlineData("", "user:ann")]
    [InlineData("acl:administer", "user:ann")]
    [InlineData("the administrator's token", "admin")]
    public async Task ChangeLog_OfWhoever_NamesTheCaller(string scope, string actor)
    {
        await using var server = await StartAsync();
        var token = actor == "admin" ? ApiServer.Token : server.Token(("scope", Node.Of(scope)));
        await server.SendAsync(token, HttpMethod.Post, Path, Steps((string?)null));
        Assert.Equal(actor, server.Service.Only.As<ApplyRequest>().Actor);
    }

    [Fact]
    public async Task Actor_WhoIsAnother_IsTheAdministratorsTokensToName()
    {
        await using var server = await StartAsync();
        const string Body = """{"steps": [{"delete": "job:1"}], "actor": "user:bob"}""";
        var answer = await server.SendAsync(server.Token(("scope", Administers.Copy())), HttpMethod.Post, Path, Body);
        Assert.Equal("actor", answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied)["place"]?.Text);
        Assert.Empty(server.Service.Calls);
        await server.SendAsync(ApiServer.Token, HttpMethod.Post, Path, Body);
        Assert.Equal("user:bob", server.Service.Only.As<ApplyRequest>().Actor);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData(":ann")]
    [InlineData("user:")]
    public async Task Header_ThatIsNoSubject_Is400(string header)
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync(ApiServer.Token, HttpMethod.Post, Path, Steps((string?)null), actAs: header);
        Assert.Equal("Acl-As", answer.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)["place"]?.Text);
        Assert.Empty(server.Service.Calls);
    }
}

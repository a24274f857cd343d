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

    private static async Task<IssuedServer> StartAsync()
    {
        var server = await IssuedServer.StartAsync();
        server.Service.Answer = new ApplyResult(true, [], 1);
        return server;
    }

    private static IEnumerable<string?> Done(IssuedServer server) =>
        server.Service.Only.As<IReadOnlyList<Step>>().Select(step => step.As?.ToString());

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

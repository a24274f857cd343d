using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Every endpoint with every scope, by <see cref="AccessTable"/>.</summary>
public sealed class AccessTests
{
    public static TheoryData<string> Scopes => [.. AccessTable.Scopes];

    [Fact]
    public async Task Endpoints_ThatTakeAToken_AreThoseOfTheTable()
    {
        var mapped = (await Endpoint.AllAsync()).Where(e => !e.IsOpen).Select(e => e.ToString()).Order();
        Assert.Equal(AccessTable.Rows.Select(row => row.Endpoint.ToString()).Order(), mapped);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Token_OfAScope_MayCallWhatTheTableSays(string scope)
    {
        await using var server = await IssuedServer.StartAsync();
        var token = scope == "server" ? ApiServer.Token : server.Token(("scope", Node.Of($"acl:{scope}")));
        foreach (var row in AccessTable.Rows)
        {
            server.Service.Calls.Clear();
            var answer = await server.SendAsync(token, new HttpMethod(row.Method), row.Path, row.Body, row.As);
            var isEnough = row.IsEnough(scope) || row.IsOwnMatter;
            Assert.Equal((row.Pattern, isEnough), (row.Pattern, answer.Status is not HttpStatusCode.Forbidden));
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
            if (!isEnough) Assert.Empty(server.Service.Calls);
        }
    }

    [Fact]
    public async Task User_WithoutAnyScope_MayCallTheSystemsInterfacesAsHimself()
    {
        await using var server = await IssuedServer.StartAsync();
        foreach (var row in SystemAccess.Rows)
        {
            var answer = await server.SendAsync(server.Token(), new HttpMethod(row.Method), row.Path, row.Body);
            // What he may there is the model's to say, and here there is not even a tenant.
            Assert.Equal((row.Pattern, HttpStatusCode.NotFound), (row.Pattern, answer.Status));
        }
    }
}

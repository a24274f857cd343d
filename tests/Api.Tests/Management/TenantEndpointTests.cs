using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Management;

public sealed class TenantEndpointTests
{
    private static readonly TenantInfo Acme = new(TenantId.Parse("acme"), "apolo", Node.Map(), null, 0);

    private static Task<HttpAnswer> PutAsync(ApiServer server, string body) =>
        server.SendAsync(HttpMethod.Put, "/tenants/acme", ApiServer.JsonContent(body));

    [Fact]
    public async Task Put_OfANewTenant_Is201()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Acme;
        var answer = await PutAsync(server, """{"model": "apolo", "settings": {"cluster": "c"}, "clock": "2026-01-01T09:00:00Z"}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("""{"tenant":"acme","model":"apolo","settings":{},"revision":0,"types":[],"model_version":1}""", answer.Text);
    }

    [Fact]
    public async Task Put_OfTheSameTenant_Is200()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = server.Service.Tenants[Acme.Tenant] = Acme;
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(server, """{"model": "apolo"}""")).Status);
    }

    [Theory]
    [InlineData("""{"modle": "apolo"}""")]
    [InlineData("""{"model": "apolo", "clock": "yesterday"}""")]
    [InlineData("""{"model": "apolo", "settings": []}""")]
    [InlineData("[]")]
    public async Task Put_OfAMalformedDefinition_Is400(string body)
    {
        await using var server = await ApiServer.StartAsync();
        (await PutAsync(server, body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Tenant_ThatIsMissing_Is404(string method)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = false;
        (await server.SendAsync(new HttpMethod(method), "/tenants/acme")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.UnknownTenant);
    }

    [Fact]
    public async Task Delete_OfATenant_Is204WithoutABody()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = true;
        var answer = await server.SendAsync(HttpMethod.Delete, "/tenants/acme");
        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Get_OfAllTenants_NamesThem()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = new[] { Acme };
        Assert.Equal(
            """{"tenants":[{"tenant":"acme","model":"apolo","settings":{},"revision":0,"types":[],"model_version":1}]}""",
            (await server.SendAsync(HttpMethod.Get, "/tenants")).Text);
    }
}

using static OrleansAcl.Api.Tests.Systems.Slc.SlcServer;

namespace OrleansAcl.Api.Tests.Systems.Slc;

public sealed class SlcNamespaceTests
{
    private const string Finance = Namespaces + "/Finance";

    [Fact]
    public async Task Namespaces_Queried_AreThoseOneMayReadIn()
    {
        await using var server = await StartAsync();
        Assert.Equal("2: Finance money, HR -", await server.ListAsync(null, Namespaces, "name", "description"));
        Assert.Equal("1: Finance money", await server.ListAsync("fin", Namespaces, "name", "description"));
        Assert.Equal("1: HR -", await server.ListAsync("uma", Namespaces + "?filter[name][CO]=R", "name", "description"));
        Assert.Equal("0: ", await server.ListAsync("bob", Namespaces, "name"));
    }

    [Fact]
    public async Task Namespace_IsReadWhereOneMay()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("fin", "GET", Finance)).Require(200, """{"id":"Finance","name":"Finance","description":"money"}""");
        (await server.AsAsync("fin", "GET", Namespaces + "/HR")).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync("ada", "GET", Namespaces + "/Ghost")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Namespace_IsMadeByTheSystemAlone()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Namespaces, """{"name": "Ops", "description": "d"}""")).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync(null, "POST", Namespaces, """{"name": "Ops", "description": "d"}"""))
            .Require(201, """{"id":"Ops","name":"Ops","description":"d"}""");
        (await server.AsAsync(null, "POST", Namespaces, """{"name": "Ops"}""")).Refused(412, ErrorCodes.PreconditionFailed);
        (await server.AsAsync("ada", "GET", Namespaces + "/Ops")).Require(200, """{"id":"Ops","name":"Ops","description":"d"}""");
    }

    [Fact]
    public async Task Namespace_Described_KeepsWhatElseIsStored()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "PUT", Finance, """{"name": "Finance"}""")).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync(null, "PUT", Finance, """{"name": "Finance", "description": "gold"}"""))
            .Require(200, """{"id":"Finance","name":"Finance","description":"gold"}""");
        var stored = await server.Host.Service.GetAsync(server.Tenant, new ObjectRef(ObjectRef.Resource, "namespace:Finance"), TestContext.Current.CancellationToken);
        Assert.Equal("""{"colour":"green","description":"gold"}""", stored?.Document["properties"]?.ToString());
        (await server.AsAsync(null, "PUT", Namespaces + "/Ghost", """{"name": "Ghost"}""")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Namespace_IsRemovedWhereOneMay()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("fin", "DELETE", Namespaces + "/HR")).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync("fin", "DELETE", Finance)).Require(204);
        Assert.Equal("1: HR", await server.ListAsync("ada", Namespaces, "name"));
        (await server.AsAsync("ada", "DELETE", Finance)).Refused(404, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name": ""}""")]
    [InlineData("""{"name": "Ops", "description": 1}""")]
    [InlineData("""{"name": "Ops", "owner": "user:ada"}""")]
    [InlineData("""{"name": "Ops", "id": "Other"}""")]
    public async Task Namespace_Malformed_Is400(string body)
    {
        await using var server = await StartAsync();
        (await server.AsAsync(null, "POST", Namespaces, body)).Refused(400, ErrorCodes.InvalidDocument);
    }
}

using OrleansAcl.Api.Tests.Management.Rest;
using OrleansAcl.Client;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.RoundTrip;

/// <summary>A refused step names the same place over HTTP as in process.</summary>
public sealed class PlaceRoundTripTests(RestServer server) : IClassFixture<RestServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("user: {id: ann, colour: red}", "user.colour (line 1)")]
    [InlineData("user: {admin: true}", "user (line 1)")]
    [InlineData("acl:\n  resource: 'scheduler:1'\n  entries:\n    - {subject: 'user:a', effect: allow, actions: []}\n    - {subject: 'user:a', effect: maybe, actions: []}", "acl.entries[1].effect (line 5)")]
    [InlineData("resource: {id: 'scheduler:1', properties: {'a.b[0]': 1}, owner: ann}", "resource.owner (line 1)")]
    [InlineData("resource: {id: 'scheduler:1', parent: 'scheduler:1'}", "parent")]
    [InlineData("delete: 'user:none'", "delete (line 1)")]
    public async Task Place_OfADocumentReadFromText_IsTheSame(string yaml, string expected)
    {
        var (verb, value) = Yaml.Parse(yaml).Entries.First();
        Assert.Equal(expected, await OfAsync(new Step(verb, value)));
    }

    [Fact]
    public async Task Place_OfADocumentMadeInCode_IsTheSame()
    {
        Assert.Equal("colour", await OfAsync(new Step("user", Node.Map(("id", Node.Of("ann")), ("colour", Node.Of("red"))))));
        Assert.Null(await OfAsync(new Step("user", Node.Map())));
        Assert.Null(await OfAsync(new Step("delete", Node.Of("user:none"))));
    }

    /// <summary>The place by both ways, which must be one.</summary>
    private async Task<string?> OfAsync(Step step)
    {
        var tenant = (await server.TenantAsync("qubole-scheduler")).Tenant;
        Step[] steps = [new Step("user", Node.Map(("id", Node.Of("bob")))), step];
        var over = await new HttpAclService(server.Http).ApplyAsync(tenant, steps, Cancel);
        var within = await server.Service.ApplyAsync(tenant, steps, Cancel);
        Assert.Equal(StepStatus.Error, within.Results[1].Status);
        Assert.Equal((within.Results[1].Code, within.Results[1].Place), (over.Results[1].Code, over.Results[1].Place));
        return over.Results[1].Place;
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.AuthZen;

public sealed class MetadataTests
{
    private const string Path = "/.well-known/authzen-configuration";

    private static AclApiOptions Public(string url) => new() { Token = ApiServer.Token, PublicBaseUrl = new Uri(url) };

    [Theory]
    [InlineData("", "https://pdp.example.com")]
    [InlineData("/tenants/acme", "https://pdp.example.com/tenants/acme")]
    public async Task Metadata_WithAPublicAddress_IsBuiltFromItAlone(string below, string point)
    {
        await using var server = await ApiServer.StartAsync(Public("https://pdp.example.com/"));
        var request = new HttpRequestMessage(HttpMethod.Get, Path + below);
        request.Headers.Host = "evil.example.org";
        server.Http.DefaultRequestHeaders.Authorization = null;
        var answer = await server.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.ContentType));
        var expected = Node.Map(
            ("policy_decision_point", Node.Of(point)),
            ("access_evaluation_endpoint", Node.Of($"{point}/access/v1/evaluation")),
            ("access_evaluations_endpoint", Node.Of($"{point}/access/v1/evaluations")),
            ("search_subject_endpoint", Node.Of($"{point}/access/v1/search/subject")),
            ("search_resource_endpoint", Node.Of($"{point}/access/v1/search/resource")),
            ("search_action_endpoint", Node.Of($"{point}/access/v1/search/action")));
        Assert.Equal(expected.ToString(), answer.Text);
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/tenants/acme")]
    public async Task Metadata_WithoutAPublicAddress_Is404(string path)
    {
        await using var server = await ApiServer.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Theory]
    [InlineData("http://pdp.example.com")]
    [InlineData("https://pdp.example.com/?a=b")]
    [InlineData("https://pdp.example.com/#a")]
    [InlineData("https://me@pdp.example.com/")]
    public void PublicAddress_ThatMetadataMayNotHold_IsRefusedAtTheStart(string url) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAclApi(Public(url)));
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansAcl.Api.Tests.Security;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer let-me-in-too")]
    [InlineData("Bearer LET-ME-IN")]
    [InlineData("Basic let-me-in")]
    [InlineData("let-me-in")]
    public async Task Request_WithoutTheToken_Is401AndAsksNothing(string? authorization)
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var request = new HttpRequestMessage(HttpMethod.Delete, "/tenants/acme");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var answer = await server.SendAsync(request);
        answer.RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
        Assert.Equal("Bearer", answer.Response.Headers.WwwAuthenticate.ToString());
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task AuthZen_WithoutTheToken_Is401WithAMessage()
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        (await server.PostAsync("/access/v1/evaluation", "{}")).RequireMessage(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Scheme_InAnyCase_IsAccepted()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = true;
        server.Http.DefaultRequestHeaders.Authorization = null;
        var request = new HttpRequestMessage(HttpMethod.Delete, "/tenants/acme");
        request.Headers.TryAddWithoutValidation("Authorization", "bearer let-me-in");
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData(null, "let-me-in", HttpStatusCode.NoContent)]
    [InlineData(null, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData(null, "Bearer let-me-in", HttpStatusCode.Unauthorized)]
    [InlineData(null, "let-me-in,let-me-in", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", "let-me-in", HttpStatusCode.Unauthorized)]
    [InlineData("Basic let-me-in", "let-me-in", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer let-me-in", "wrong", HttpStatusCode.NoContent)]
    public async Task PlainHeader_WithoutTheUsualOne_IsTheToken(string? authorization, string plain, HttpStatusCode status)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = true;
        server.Http.DefaultRequestHeaders.Authorization = null;
        var request = new HttpRequestMessage(HttpMethod.Delete, "/tenants/acme");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var value in plain.Split(',')) request.Headers.TryAddWithoutValidation("X-AUTH-TOKEN", value);
        Assert.Equal(status, (await server.SendAsync(request)).Status);
    }

    [Fact]
    public async Task EveryEndpoint_ButTheOpenOnes_WantsTheToken()
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var endpoints = await Endpoint.AllAsync();
        Assert.True(endpoints.Count > 15);
        foreach (var endpoint in endpoints.Where(e => !e.IsOpen))
        {
            var answer = await server.SendAsync(new HttpMethod(endpoint.Method), endpoint.Path);
            Assert.Equal((endpoint.Path, HttpStatusCode.Unauthorized), (endpoint.Path, answer.Status));
        }
    }

    [Fact]
    public async Task Anonymous_WhenAskedFor_NeedsNoToken()
    {
        await using var server = await ApiServer.StartAsync(new AclApiOptions { AllowAnonymous = true });
        server.Service.Answer = true;
        server.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Delete, "/tenants/acme")).Status);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(" ", false)]
    [InlineData("token", true)]
    public void Options_ThatContradictThemselves_AreRefusedAtTheStart(string? token, bool anonymous) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAclApi(new AclApiOptions { Token = token, AllowAnonymous = anonymous }));
}

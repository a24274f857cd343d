using System.Net;

namespace OrleansAcl.Api.Tests.Http;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_WithoutAToken_IsOk(string path)
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task Health_WhenTheStoreFails_LivesButIsNotReady()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Fault = new AclException(ErrorCodes.StoreFailed, "the disk is gone");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/healthz/live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/healthz/ready")).Status);
    }
}

using System.Net;

namespace OrleansAcl.Api.Tests.Http;

public sealed class RequestIdTests
{
    private const string Header = "X-Request-ID";

    private static HttpRequestMessage Request(string body, string? id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/access/v1/evaluation") { Content = ApiServer.JsonContent(body) };
        if (id is not null) request.Headers.TryAddWithoutValidation(Header, id);
        return request;
    }

    [Theory]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": "r"}, "resource": {"type": "t", "id": "1"}}""", HttpStatusCode.OK)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task RequestId_OnSuccessAndError_IsEchoed(string body, HttpStatusCode status)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Default;
        var answer = await server.SendAsync(Request(body, "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"));
        Assert.Equal(status, answer.Status);
        Assert.Equal(["bfe9eb29-ab87-4ca3-be83-a1d5d8305716"], answer.Response.Headers.GetValues(Header));
    }

    [Fact]
    public async Task RequestId_WithoutAToken_IsEchoedToo()
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(["x"], (await server.SendAsync(Request("{}", "x"))).Response.Headers.GetValues(Header));
    }

    [Fact]
    public async Task RequestId_WhenAbsent_IsNotMadeUp()
    {
        await using var server = await ApiServer.StartAsync();
        Assert.False((await server.SendAsync(Request("{}", null))).Response.Headers.Contains(Header));
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace OrleansAcl.Api.Tests.Http;

/// <summary>On a real server: what it does with a body it does not want is part of the answer.</summary>
public sealed class BodyLimitTests : IAsyncLifetime
{
    private const string Management = "/tenants/acme/v1/check";
    private const string AuthZen = "/access/v1/evaluation";

    private readonly FakeAclService _service = new() { Answer = Decision.Default };
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public BodyLimitTests() => _app = ApiServer.Build(
        _service, new AclApiOptions { AllowAnonymous = true }, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<HttpAnswer> PostAsync(string path, byte[] body, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Padded(int bytes)
    {
        var text = """{"subject":"user:ann","action":"read","resource":"job:1"}""";
        return Encoding.ASCII.GetBytes(text + new string(' ', bytes - text.Length));
    }

    [Theory]
    [InlineData(AclLimits.DocumentBytes + 1, false)]
    [InlineData(AclLimits.DocumentBytes + 1, true)]
    [InlineData(10_000_000, false)]
    [InlineData(10_000_000, true)]
    public async Task Body_OverTheLimit_Is413(int bytes, bool chunked)
    {
        (await PostAsync(Management, Padded(bytes), chunked)).RequireProblem(HttpStatusCode.RequestEntityTooLarge, ErrorCodes.LimitExceeded);
        (await PostAsync(AuthZen, Padded(bytes), chunked)).RequireMessage(HttpStatusCode.RequestEntityTooLarge);
        Assert.Empty(_service.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_AtTheLimit_IsRead(bool chunked) =>
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Management, Padded(AclLimits.DocumentBytes), chunked)).Status);

    [Fact]
    public async Task Body_NotInUtf8_Is400()
    {
        var body = Encoding.Latin1.GetBytes("""{"subject":"user:änn","action":"read","resource":"job:1"}""");
        (await PostAsync(Management, body, false)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        (await PostAsync(AuthZen, body, false)).RequireMessage(HttpStatusCode.BadRequest);
    }
}

using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansAcl.Api.Tests;

/// <summary>The API over a fake service, in memory.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    /// <summary>The token the server wants.</summary>
    public const string Token = "let-me-in";

    private readonly WebApplication _app;

    private ApiServer(WebApplication app, FakeAclService service)
    {
        _app = app;
        Service = service;
        Http = app.GetTestClient();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>What answers.</summary>
    public FakeAclService Service { get; }

    /// <summary>A client that sends the token.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a server; without options it wants <see cref="Token"/>.</summary>
    public static async Task<ApiServer> StartAsync(AclApiOptions? options = null, Action<WebApplicationBuilder>? more = null)
    {
        var service = new FakeAclService();
        var app = Build(service, options ?? new AclApiOptions { Token = Token }, builder =>
        {
            builder.WebHost.UseTestServer();
            more?.Invoke(builder);
        });
        await app.StartAsync();
        return new ApiServer(app, service);
    }

    /// <summary>An application with the API and nothing else.</summary>
    public static WebApplication Build(IAclService service, AclApiOptions options, Action<WebApplicationBuilder> host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(service).AddAclApi(options);
        host(builder);
        var app = builder.Build();
        app.MapAclApi();
        return app;
    }

    /// <summary>Posts JSON text.</summary>
    public Task<HttpAnswer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, JsonContent(json));

    /// <summary>Sends a request.</summary>
    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, HttpContent? content = null) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = content });

    /// <summary>Sends a request with another token.</summary>
    public Task<HttpAnswer> SendAsync(string token, HttpMethod method, string path, string? body = null, string? actAs = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (actAs is not null) request.Headers.Add("Acl-As", actAs);
        return SendAsync(request);
    }

    /// <summary>Sends a request.</summary>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new HttpAnswer(response, body);
    }

    /// <summary>JSON text as a body.</summary>
    public static StringContent JsonContent(string json) => new(json, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

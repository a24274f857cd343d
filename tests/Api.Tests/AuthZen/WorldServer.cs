using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using OrleansAcl.Embedded;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>The API over an embedded service, in memory.</summary>
internal sealed class WorldServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmbeddedAclService _service;
    private readonly HttpClient _http;

    private WorldServer(WebApplication app, EmbeddedAclService service)
    {
        _app = app;
        _service = service;
        _http = app.GetTestClient();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.Token);
    }

    /// <summary>What answers.</summary>
    public IAclService Service => _service;

    /// <summary>Starts one without tenants.</summary>
    public static async Task<WorldServer> StartAsync()
    {
        var service = await EmbeddedAclService.OpenAsync();
        var app = ApiServer.Build(service, new AclApiOptions { Token = ApiServer.Token }, builder => builder.WebHost.UseTestServer());
        await app.StartAsync();
        return new WorldServer(app, service);
    }

    /// <summary>Posts JSON text.</summary>
    public async Task<HttpAnswer> PostAsync(string path, string json)
    {
        using var response = await _http.PostAsync(path, ApiServer.JsonContent(json), TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }
}

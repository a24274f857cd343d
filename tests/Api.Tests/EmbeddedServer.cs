using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests;

/// <summary>The API over the embedded host in memory, on a server that listens: paths arrive as they were sent.</summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmbeddedServer(WebApplication app, EmbeddedAclService service)
    {
        (_app, Service) = (app, service);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.Token);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What answers.</summary>
    public IAclService Service { get; }

    /// <summary>A client that sends the administrator's token.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts one without tenants; without options it wants <see cref="ApiServer.Token"/>.</summary>
    public static async Task<EmbeddedServer> StartAsync(AclApiOptions? options = null, TimeProvider? time = null)
    {
        var service = await EmbeddedAclService.OpenAsync();
        var app = ApiServer.Build(service, options ?? new AclApiOptions { Token = ApiServer.Token }, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            if (time is not null) builder.Services.AddSingleton(time);
        });
        await app.StartAsync(Cancellation);
        return new EmbeddedServer(app, service);
    }

    /// <summary>Makes a tenant that holds what some steps, a JSON list, store.</summary>
    public async Task MakeAsync(TenantId tenant, string model, string settings = "{}", string steps = "[]")
    {
        await Service.PutTenantAsync(tenant, new TenantDefinition { Model = model, Settings = Json.Parse(settings) }, Cancellation);
        await ApplyAsync(tenant, steps);
    }

    /// <summary>Makes a change by steps, a JSON list, as the system unless they say otherwise; they must all hold.</summary>
    public async Task ApplyAsync(TenantId tenant, string steps)
    {
        var result = await Service.ApplyAsync(tenant, StepWire.ReadRequest(Json.Parse($$"""{"steps": {{steps}}}""")), Cancellation);
        Assert.True(result.Applied, string.Join("; ", result.Results.Select(r => r.Message)));
    }

    /// <summary>Posts JSON text.</summary>
    public Task<HttpAnswer> PostAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = ApiServer.JsonContent(json) });

    /// <summary>Sends a request.</summary>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, Cancellation);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await ((EmbeddedAclService)Service).DisposeAsync();
    }
}

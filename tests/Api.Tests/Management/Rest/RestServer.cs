using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>The API over a service that stores, on a server that listens: paths arrive as they were sent.</summary>
public sealed class RestServer : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private EmbeddedAclService? _service;
    private WebApplication? _app;
    private int _tenants;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What answers.</summary>
    internal IAclService Service => _service!;

    /// <summary>The port it listens at.</summary>
    internal int Port => _http.BaseAddress!.Port;

    public async ValueTask InitializeAsync()
    {
        _service = await EmbeddedAclService.OpenAsync();
        _app = ApiServer.Build(_service, new AclApiOptions { AllowAnonymous = true }, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await _app.StartAsync(Cancellation);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
        await _service!.DisposeAsync();
    }

    /// <summary>A new tenant of a model, with what steps make of it.</summary>
    internal async Task<RestTenant> TenantAsync(string model, params string[] steps)
    {
        var tenant = TenantId.Parse($"t{Interlocked.Increment(ref _tenants)}");
        await Service.PutTenantAsync(tenant, new TenantDefinition { Model = model }, Cancellation);
        var result = await Service.ApplyAsync(tenant, [.. steps.Select(step => StepWire.Read(Json.Parse(step)))], Cancellation);
        Assert.True(result.Applied, string.Join('\n', result.Results));
        return new RestTenant(_http, tenant);
    }
}

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>One server for all tests of a class, each of which makes tenants of its own.</summary>
public sealed class RestServer : IAsyncLifetime
{
    private EmbeddedServer? _server;
    private int _tenants;

    /// <summary>What answers.</summary>
    internal IAclService Service => _server!.Service;

    /// <summary>A client of the server.</summary>
    internal HttpClient Http => _server!.Http;

    public async ValueTask InitializeAsync() => _server = await EmbeddedServer.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    /// <summary>A new tenant of a model, with what steps make of it.</summary>
    internal async Task<RestTenant> TenantAsync(string model, params string[] steps)
    {
        var tenant = TenantId.Parse($"t{Interlocked.Increment(ref _tenants)}");
        await _server!.MakeAsync(tenant, model, steps: $"[{string.Join(',', steps)}]");
        return new RestTenant(Http, tenant);
    }
}

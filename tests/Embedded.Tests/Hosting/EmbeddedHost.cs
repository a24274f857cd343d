using OrleansAcl.Behaviour;
using OrleansAcl.Embedded.Tests.Storage;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>The service in this process, in memory only.</summary>
public sealed class EmbeddedHost : IHost, IAsyncLifetime
{
    private EmbeddedAclService? _service;

    public IAclService Service => _service!;

    public int Rounds => 3_000;

    public async ValueTask InitializeAsync() => _service = await EmbeddedAclService.OpenAsync();

    public ValueTask DisposeAsync() => _service!.DisposeAsync();
}

/// <summary>The service in this process, on a data folder.</summary>
internal sealed class StoredHost : IRestartable
{
    private readonly DataFolder _folder = new();
    private EmbeddedAclService? _service;

    public IAclService Service => _service!;

    public int Rounds => 300;

    public static async Task<IRestartable> StartAsync()
    {
        var host = new StoredHost();
        await host.OpenAsync();
        return host;
    }

    private async Task OpenAsync() => _service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = _folder.Path });

    public async Task RestartAsync()
    {
        await _service!.DisposeAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        _folder.Dispose();
    }
}

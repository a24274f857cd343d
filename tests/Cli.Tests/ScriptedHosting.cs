using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli.Tests;

/// <summary>One scripted service for every way a command can come by one, and what was asked of the host.</summary>
internal sealed class ScriptedHosting(ScriptedService service) : IHosting
{
    public Uri? Server { get; private set; }

    public string? Token { get; private set; }

    public ServeSettings? Served { get; private set; }

    public IReadOnlyList<string> ModelNames => ["scripted"];

    public Task<IAclService> OpenInMemoryAsync() => Task.FromResult<IAclService>(service);

    public string? Folder { get; private set; }

    public Task<IAclService> OpenAsync(string folder)
    {
        Folder = folder;
        return Task.FromResult<IAclService>(service);
    }

    public IAclService Connect(Uri server, string? token)
    {
        (Server, Token) = (server, token);
        return service;
    }

    public Task<int> ServeAsync(ServeSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        Served = settings;
        return Task.FromResult(0);
    }

    public string? ModelText(string name) => name == "scripted" ? "model: scripted\n" : null;
}

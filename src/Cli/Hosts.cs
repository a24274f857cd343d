using OrleansAcl.Api;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Client;
using OrleansAcl.Embedded;
using OrleansAcl.Models;

namespace OrleansAcl.Cli;

/// <summary>The embedded host, and servers over HTTP.</summary>
internal sealed class Hosts : IHosting
{
    /// <inheritdoc/>
    public IReadOnlyList<string> ModelNames => BuiltInModels.Library.Names;

    /// <inheritdoc/>
    public async Task<IAclService> OpenInMemoryAsync() => await EmbeddedAclService.OpenAsync(new EmbeddedOptions());

    /// <inheritdoc/>
    public async Task<IAclService> OpenAsync(string folder) => Directory.Exists(folder)
        ? await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = folder })
        : throw new AclException(ErrorCodes.InvalidArguments, $"there is no folder `{folder}`", "--data");

    /// <inheritdoc/>
    public IAclService Connect(Uri server, string? token) => HttpAclService.Connect(server, token);

    /// <inheritdoc/>
    public async Task<int> ServeAsync(ServeSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        DataFolder.Make(settings.Data);
        var loading = new LoadingProgress(terminal.Error, TimeProvider.System);
        await using var service = await EmbeddedAclService.OpenAsync(
            new EmbeddedOptions { DataFolder = settings.Data, Progress = loading.Report });
        if (settings.Demo) await DemoTenants.FillAsync(service, cancellation);
        var token = AdminToken.Open(settings.Data, out var made);
        if (made) terminal.Out.WriteLine($"the administrator's token, shown this once: {token}");
        await using var server = await WebServer.StartAsync(service, settings, cancellation);
        terminal.Out.WriteLine($"listening on {server.Address} (API, and pages for a browser), the token is in {Path.Combine(settings.Data, DataFolder.TokenFile)}");
        if (settings.Demo) await DemoRequests.PrintAsync(server.Address, settings.Data, terminal.Out, cancellation);
        await server.WaitAsync(cancellation);
        return ExitCodes.Done;
    }

    /// <inheritdoc/>
    public string? ModelText(string name) => BuiltInModels.Library.Find(name)?.Source;
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansAcl.Api;
using OrleansAcl.Web;

namespace OrleansAcl.Cli.Serving;

/// <summary>The HTTP API and the web pages over a service, listening from the start until it is disposed.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Whose complaint about an address that is taken is told as our error instead.</summary>
    private const string FailedStarts = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly WebApplication _application;

    private WebServer(WebApplication application)
    {
        _application = application;
        Address = new Uri(application.Urls.First());
    }

    /// <summary>Where it listens, with the port it got.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening. Callers need the token of the data folder, which is made if there is none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when the address is none or is taken.</exception>
    public static async Task<WebServer> StartAsync(IAclService service, ServeSettings settings, CancellationToken cancellation)
    {
        var address = ParseAddress(settings.Listen);
        if (settings.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new AclException(ErrorCodes.InvalidArguments, $"`{settings.Port}` is not a port; expected 0 to {IPEndPoint.MaxPort}", "--port");

        // Nothing is read from the folder it happens to be started in, nor from variables that others use.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(FailedStarts, LogLevel.None)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, settings.Port);
        });
        var options = new AclApiOptions
        {
            Token = AdminToken.Open(settings.Data), PublicBaseUrl = ParsePublicUrl(settings.PublicUrl),
            Oidc = settings.Oidc is { } issuer ? [issuer] : [], DecisionLog = settings.DecisionLog,
        };
        builder.Services.AddSingleton(service).AddAclApi(options).AddAclPages(options);
        var application = builder.Build();
        application.MapAclApi();
        application.MapAclPages();
        await ListenAsync(application, settings, cancellation);
        return new WebServer(application);
    }

    /// <summary>Serves until cancelled or told to stop by a signal.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _application.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static IPAddress ParseAddress(string text)
    {
        if (text == "localhost") return IPAddress.Loopback;
        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new AclException(ErrorCodes.InvalidArguments, $"`{text}` is not an IP address", "--listen");
    }

    private static Uri? ParsePublicUrl(string? text)
    {
        if (text is null) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }
            ? url
            : throw new AclException(ErrorCodes.InvalidArguments, $"`{text}` is not an https address without user, query and fragment", "--public-url");
    }

    private static async Task ListenAsync(WebApplication application, ServeSettings settings, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync();
            throw new AclException(ErrorCodes.InvalidArguments, $"cannot listen on {settings.Listen} port {settings.Port}: {e.Message}", "--port", e);
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace OrleansAcl.Silo.Tests;

/// <summary>A silo in this process, put together as the program does it, with the HTTP API on a free port.</summary>
internal sealed class LocalSilo : IAsyncDisposable
{
    private const string Token = "let-me-in";

    private LocalSilo(WebApplication application)
    {
        Application = application;
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = new Uri(application.Urls.First()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>The silo's host.</summary>
    public WebApplication Application { get; }

    /// <summary>A client that sends the token.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a silo with ports of its own.</summary>
    public static async Task<LocalSilo> StartAsync(SiloOptions options)
    {
        var ports = FreePorts(2);
        var builder = SiloProgram.Builder(Arguments.Read([]));
        builder.Logging.ClearProviders();
        options = options with { Port = 0, SiloPort = ports[0], GatewayPort = ports[1], DrainNotice = TimeSpan.Zero };
        var application = SiloHost.Build(builder, options, new BackendList([]), Token);
        await application.StartAsync();
        return new LocalSilo(application);
    }

    /// <summary>Ports that nobody listens on; all are held until the last is known, so that they differ.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }

    /// <summary>Makes a tenant of a built-in model.</summary>
    public async Task PutTenantAsync(string tenant) =>
        (await Http.PutAsync($"/tenants/{tenant}", Json("""{"model":"qubole-scheduler"}"""))).EnsureSuccessStatusCode();

    /// <summary>Sends a request for JSON and takes its text.</summary>
    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>JSON text as a body.</summary>
    public static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using OrleansAcl.Certification;
using OrleansAcl.Embedded;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>
/// The embedded host with the certification's fixture, served over https under a public name. Its client takes this machine for the one of that name, and
/// takes no certificate but this server's.
/// </summary>
public sealed class CertifiedServer : IAsyncLifetime
{
    private static readonly Uri Point = new("https://pdp.example.com");

    private readonly X509Certificate2 _certificate = Certificate();
    private EmbeddedAclService _service = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    /// <summary>What sends the cases to it.</summary>
    public CertificationHarness Harness { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await EmbeddedAclService.OpenAsync();
        await CertificationFixture.StoreAsync(_service, TenantId.Default);
        _app = ApiServer.Build(_service, new AclApiOptions { Token = ApiServer.Token, PublicBaseUrl = Point }, builder =>
            builder.WebHost.UseKestrelHttpsConfiguration()
                .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, at => at.UseHttps(_certificate))));
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(_app.Urls.Single()).Port;
        var handler = new SocketsHttpHandler { ConnectCallback = (_, cancellation) => ConnectAsync(port, cancellation) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString();
        _http = new HttpClient(handler) { BaseAddress = Point };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.Token);
        Harness = new CertificationHarness(_http, Point);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _service.DisposeAsync();
        _certificate.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Point.Host}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}

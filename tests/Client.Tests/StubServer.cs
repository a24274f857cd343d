using System.Net;
using System.Text;

namespace OrleansAcl.Client.Tests;

/// <summary>Answers every request alike and keeps the last one.</summary>
internal sealed class StubServer(HttpStatusCode status, string body) : HttpMessageHandler
{
    /// <summary>What is thrown instead of an answer.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Method, path and body of the last request.</summary>
    public (string Method, string Path, string Body) Asked { get; private set; }

    /// <summary>A client of this server.</summary>
    public HttpAclService Connect() => new(new HttpClient(this) { BaseAddress = new Uri("http://acl.test/base/") });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked = (request.Method.Method, request.RequestUri!.AbsolutePath, sent);
        return Fault is null
            ? new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            : throw Fault;
    }
}

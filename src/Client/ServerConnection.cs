using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Client;

/// <summary>Sends JSON and takes whatever comes back.</summary>
internal sealed class ServerConnection(HttpClient http)
{
    /// <summary>How long an answer may take: 100 s, unless the client it is sent with is more impatient.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <summary>Sends one request.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.Unreachable"/> when there is no answer in time; <see cref="ErrorCodes.LimitExceeded"/> when it is too large.
    /// </exception>
    public async ValueTask<ServerAnswer> SendAsync(HttpMethod method, string path, Node? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = Content(body);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        return await SendAsync(request, cancellation, patience.Token);
    }

    /// <summary>Sends lines of JSON, however long that takes.</summary>
    public async ValueTask<ServerAnswer> SendStreamAsync(string path, Stream lines, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StreamContent(lines) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(TransferWire.MediaType);
        return await SendAsync(request, cancellation, cancellation);
    }

    private async ValueTask<ServerAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation, CancellationToken patience)
    {
        try
        {
            using var response = await http.SendAsync(request, patience);
            return new ServerAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(patience));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AclException(ErrorCodes.LimitExceeded, "the server's answer is too large", null, e);
        }
        catch (HttpRequestException e)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the server `{http.BaseAddress}` cannot be reached", null, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the server `{http.BaseAddress}` did not answer in time", null, e);
        }
    }

    /// <summary>Gets a stream of JSON lines, as they come. One that ends before its last line is <see cref="ErrorCodes.Unreachable"/>.</summary>
    public async IAsyncEnumerable<Node> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await OpenAsync(path, cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        for (var lines = 0L; ; lines++)
        {
            var line = await ReadLineAsync(reader, cancellation);
            if (line is null) throw new AclException(ErrorCodes.Unreachable, "the server's answer was cut off");
            var node = Json.ParseOwn(line);
            if (TransferWire.IsEnd(node, lines)) yield break;
            yield return node;
        }
    }

    private async ValueTask<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw new ServerAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation)).Refusal();
        }
        catch (HttpRequestException e)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the server `{http.BaseAddress}` cannot be reached", null, e);
        }
    }

    private async ValueTask<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadLineAsync(cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the server `{http.BaseAddress}` broke off its answer", null, e);
        }
    }

    private static ByteArrayContent Content(Node body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Json.Write(body)));
        content.Headers.ContentType = JsonType;
        return content;
    }
}

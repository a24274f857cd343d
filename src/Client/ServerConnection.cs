using System.Net.Http.Headers;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Client;

/// <summary>Sends JSON and takes whatever comes back.</summary>
internal sealed class ServerConnection(HttpClient http)
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <summary>Sends one request.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.Unreachable"/> when there is no answer in time; <see cref="ErrorCodes.LimitExceeded"/> when it is too large.
    /// </exception>
    public async ValueTask<ServerAnswer> SendAsync(HttpMethod method, string path, Node? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = Content(body);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new ServerAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
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

    private static ByteArrayContent Content(Node body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Json.Write(body)));
        content.Headers.ContentType = JsonType;
        return content;
    }
}

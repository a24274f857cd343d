using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Http;

/// <summary>One response: complete before its first byte is sent, or a stream of which an end that was not meant is seen.</summary>
internal sealed class Reply
{
    /// <summary>The content type of every answer that is no problem.</summary>
    public const string JsonType = "application/json";

    private readonly int _status;
    private readonly string _contentType;
    private readonly byte[] _body;
    private readonly Func<Stream, Task>? _write;

    private IReadOnlyList<(string Name, string Value)> _headers = [];

    private Reply(int status, string contentType, byte[] body, Func<Stream, Task>? write = null)
    {
        _status = status;
        _contentType = contentType;
        _body = body;
        _write = write;
    }

    /// <summary>Nothing to say.</summary>
    public static Reply NoContent { get; } = new(StatusCodes.Status204NoContent, "", []);

    /// <summary>Nothing that the caller does not have already.</summary>
    public static Reply NotModified { get; } = new(StatusCodes.Status304NotModified, "", []);

    /// <summary>A document.</summary>
    public static Reply Json(Node body, int status = StatusCodes.Status200OK, string contentType = JsonType) =>
        new(status, contentType, Encoding.UTF8.GetBytes(Documents.Json.Write(body)));

    /// <summary>The same with one more header.</summary>
    public Reply With(string name, string value) => new(_status, _contentType, _body, _write) { _headers = [.. _headers, (name, value)] };

    /// <summary>What is written as it is sent. A failure in the middle breaks the connection off, so that nobody takes what came for all.</summary>
    public static Reply Stream(string contentType, Func<Stream, Task> write) => new(StatusCodes.Status200OK, contentType, [], write);

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = _status;
        if (_status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        foreach (var (name, value) in _headers) response.Headers.Append(name, value);
        if (_status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) return;
        response.ContentType = _contentType;
        if (_write is not null)
        {
            await _write(response.Body);
            return;
        }

        response.ContentLength = _body.Length;
        await response.Body.WriteAsync(_body, cancellation);
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Http;

/// <summary>One response, complete before its first byte is sent.</summary>
internal sealed class Reply
{
    /// <summary>The content type of every answer that is no problem.</summary>
    public const string JsonType = "application/json";

    private readonly int _status;
    private readonly string _contentType;
    private readonly byte[] _body;

    private IReadOnlyList<(string Name, string Value)> _headers = [];

    private Reply(int status, string contentType, byte[] body)
    {
        _status = status;
        _contentType = contentType;
        _body = body;
    }

    /// <summary>Nothing to say.</summary>
    public static Reply NoContent { get; } = new(StatusCodes.Status204NoContent, "", []);

    /// <summary>A document.</summary>
    public static Reply Json(Node body, int status = StatusCodes.Status200OK, string contentType = JsonType) =>
        new(status, contentType, Encoding.UTF8.GetBytes(Documents.Json.Write(body)));

    /// <summary>The same with one more header.</summary>
    public Reply With(string name, string value) => new(_status, _contentType, _body) { _headers = [.. _headers, (name, value)] };

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = _status;
        foreach (var (name, value) in _headers) response.Headers[name] = value;
        if (_status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (_status == StatusCodes.Status204NoContent) return;
        response.ContentLength = _body.Length;
        response.ContentType = _contentType;
        await response.Body.WriteAsync(_body, cancellation);
    }
}

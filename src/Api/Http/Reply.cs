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
    private readonly (string Name, string Value)[] _headers;

    private Reply(int status, string contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        _status = status;
        _contentType = contentType;
        _body = body;
        _headers = headers;
    }

    /// <summary>Nothing to say.</summary>
    public static Reply NoContent { get; } = new(StatusCodes.Status204NoContent, "", []);

    /// <summary>Nothing that the caller does not have already.</summary>
    public static Reply NotModified { get; } = new(StatusCodes.Status304NotModified, "", []);

    /// <summary>A document.</summary>
    public static Reply Json(Node body, int status = StatusCodes.Status200OK, string contentType = JsonType) =>
        new(status, contentType, Encoding.UTF8.GetBytes(Documents.Json.Write(body)));

    /// <summary>The same with a header more.</summary>
    public Reply With(string name, string value) => new(_status, _contentType, _body, [.. _headers, (name, value)]);

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = _status;
        if (_status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        foreach (var (name, value) in _headers) response.Headers.Append(name, value);
        if (_status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) return;
        response.ContentLength = _body.Length;
        response.ContentType = _contentType;
        await response.Body.WriteAsync(_body, cancellation);
    }
}

using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests;

/// <summary>A response and its body.</summary>
internal sealed class HttpAnswer(HttpResponseMessage response, string text)
{
    public HttpStatusCode Status { get; } = response.StatusCode;

    public string? ContentType { get; } = response.Content.Headers.ContentType?.MediaType;

    public HttpResponseMessage Response => response;

    public string Text => text;

    /// <summary>A header; null when it is not there.</summary>
    public string? Head(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The body as JSON.</summary>
    public Node Body => Json.Parse(text);

    /// <summary>Demands problem details with that status and code, and gives them.</summary>
    public Node RequireProblem(HttpStatusCode status, string code)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Body["code"]?.Text);
        Assert.Equal((int)status, Body["status"]?.AsInteger());
        return Body;
    }

    /// <summary>Demands that status and exactly that body.</summary>
    public void Require(int status, string body = "") => Assert.Equal((status, body), ((int)Status, text));

    /// <summary>Demands an AuthZEN error: a string in JSON.</summary>
    public string RequireMessage(HttpStatusCode status)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/json", ContentType);
        return Body.AsName();
    }
}

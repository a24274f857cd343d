using System.Net;
using System.Text.RegularExpressions;

namespace OrleansAcl.Web.Tests;

/// <summary>What a page answered.</summary>
/// <param name="Response">Its head.</param>
/// <param name="Text">Its body, references to characters replaced.</param>
internal sealed record PageAnswer(HttpResponseMessage Response, string Text)
{
    /// <summary>The status.</summary>
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>Where it sends to; empty for nowhere.</summary>
    public string Location => Response.Headers.Location?.ToString() ?? "";
}

/// <summary>A browser without a script: it keeps cookies, sends forms with what is hidden in them, and follows no redirect.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a page.</summary>
    public Task<PageAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page that must be there, and gives its text.</summary>
    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Status == HttpStatusCode.OK ? "" : answer.Text + answer.Location));
        return answer.Text;
    }

    /// <summary>Opens a page for its form, and sends that with its token and the fields given, to the page's own path.</summary>
    public async Task<PageAnswer> SubmitAsync(string path, params (string Name, string Value)[] fields) => await PostAsync(path, await TokenAsync(path), fields);

    /// <summary>The token of the forms on a page.</summary>
    public async Task<string> TokenAsync(string path)
    {
        var page = await GetAsync(path);
        return FormToken().Match(page.Text) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException($"no form at {path}: {page.Status} {page.Text}");
    }

    /// <summary>Sends a form with a token, or with none.</summary>
    public Task<PageAnswer> PostAsync(string path, string? token, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
        if (token is not null) all = all.Append(KeyValuePair.Create("form-token", token));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(all) });
    }

    /// <summary>Sends any request.</summary>
    public async Task<PageAnswer> SendAsync(HttpRequestMessage request)
    {
        var response = await _http.SendAsync(request, Cancellation);
        return new PageAnswer(response, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    /// <summary>Opens what goes on for as long as somebody reads it.</summary>
    public async Task<StreamReader> StreamAsync(string path) => new(await _http.GetStreamAsync(path, Cancellation));

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

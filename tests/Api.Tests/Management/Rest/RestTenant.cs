namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>One tenant as its REST clients see it.</summary>
/// <param name="http">Whom to ask.</param>
/// <param name="tenant">The tenant.</param>
internal sealed class RestTenant(HttpClient http, TenantId tenant)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The tenant.</summary>
    public TenantId Tenant => tenant;

    /// <summary>The path below which everything of the tenant is.</summary>
    public string Root => $"/tenants/{tenant}/v1/";

    public Task<HttpAnswer> GetAsync(string path, params (string Name, string Value)[] head) => SendAsync("GET", path, null, head);

    public Task<HttpAnswer> PutAsync(string path, string? body, params (string Name, string Value)[] head) => SendAsync("PUT", path, body, head);

    public Task<HttpAnswer> PostAsync(string path, string? body, params (string Name, string Value)[] head) => SendAsync("POST", path, body, head);

    public Task<HttpAnswer> DeleteAsync(string path, params (string Name, string Value)[] head) => SendAsync("DELETE", path, null, head);

    /// <summary>Sends a request to a path below the tenant's, exactly as it is written, or to one from the root.</summary>
    public async Task<HttpAnswer> SendAsync(string method, string path, string? body, params (string Name, string Value)[] head)
    {
        var address = $"http://127.0.0.1:{http.BaseAddress!.Port}{(path.StartsWith('/') ? path : Root + path)}";
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, AsWritten));
        if (body is not null) request.Content = ApiServer.JsonContent(body);
        foreach (var (name, value) in head) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

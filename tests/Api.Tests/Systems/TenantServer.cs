using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>The API over a real service in memory, with one tenant of a built-in model, on a server that listens: paths arrive as they were sent.</summary>
internal sealed class TenantServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmbeddedAclService _service;
    private readonly TenantId _tenant;
    private readonly HttpClient _http;

    private TenantServer(WebApplication app, EmbeddedAclService service, TenantId tenant)
    {
        (_app, _service, _tenant, _http) = (app, service, tenant, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });
    }

    /// <summary>Starts a server whose tenant holds what some steps, a JSON list, have stored.</summary>
    public static async Task<TenantServer> StartAsync(string model, string steps = "[]", string tenant = "acme", OidcOptions? oidc = null)
    {
        var service = await EmbeddedAclService.OpenAsync();
        var options = new AclApiOptions { Token = ApiServer.Token, Oidc = oidc is null ? [] : [oidc] };
        var app = ApiServer.Build(service, options, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var server = new TenantServer(app, service, TenantId.Parse(tenant));
        await service.PutTenantAsync(server._tenant, new TenantDefinition { Model = model }, TestContext.Current.CancellationToken);
        await server.ApplyAsync(steps);
        return server;
    }

    /// <summary>Makes a change by steps, a JSON list, as the system unless they say otherwise.</summary>
    public async Task ApplyAsync(string steps)
    {
        var request = StepWire.ReadRequest(Json.Parse($$"""{"steps": {{steps}}}"""));
        var result = await _service.ApplyAsync(_tenant, request, TestContext.Current.CancellationToken);
        Assert.True(result.Applied, result.Results.FirstOrDefault(r => r.Message is not null)?.Message);
    }

    /// <summary>Whether a check is allowed.</summary>
    public async Task<bool> AllowsAsync(string subject, string action, string resource)
    {
        var request = new CheckRequest(SubjectRef.Parse(subject), action, ResourceRef.Parse(resource));
        return (await _service.CheckAsync(_tenant, request, TestContext.Current.CancellationToken)).Allowed;
    }

    /// <summary>Who made the newest change, by the change log.</summary>
    public async Task<string> ActorAsync()
    {
        var request = new ChangesRequest(await RevisionAsync() - 1);
        return (await _service.ChangesAsync(_tenant, request, TestContext.Current.CancellationToken)).Changes[^1].Actor;
    }

    /// <summary>How many changes the tenant has had.</summary>
    public async Task<long> RevisionAsync() => (await _service.GetTenantAsync(_tenant, TestContext.Current.CancellationToken))!.Revision;

    /// <summary>Sends a request below the tenant with the administrator's token or another, as the system or as a user.</summary>
    public Task<HttpAnswer> SendAsync(
        string method, string path, string? body = null, string? by = null, string type = "application/json", string token = ApiServer.Token) =>
        SendRootAsync(method, $"/tenants/{_tenant}{path}", body, by, type, token);

    /// <summary>Sends a request to a path from the root.</summary>
    public async Task<HttpAnswer> SendRootAsync(
        string method, string path, string? body = null, string? by = null, string type = "application/json", string token = ApiServer.Token)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (by is not null) request.Headers.Add("Acl-As", by);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a request that must succeed with a status, and gives the body.</summary>
    public async Task<Node> RequireAsync(HttpStatusCode status, string method, string path, string? body = null, string? by = null)
    {
        var answer = await SendAsync(method, path, body, by);
        Assert.Equal((status, ""), (answer.Status, answer.Status == status ? "" : answer.Text));
        return answer.Text.Length == 0 ? Node.Null() : answer.Body;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }
}

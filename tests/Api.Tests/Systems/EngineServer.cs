using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>The API over the engine itself, in memory, with one tenant of a built-in model that callers meet as the users they name.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    /// <summary>The tenant.</summary>
    public static readonly TenantId Tenant = TenantId.Parse("acme");

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private EngineServer(WebApplication app, EmbeddedAclService service)
    {
        _app = app;
        Service = service;
        _http = app.GetTestClient();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.Token);
    }

    /// <summary>What answers.</summary>
    public EmbeddedAclService Service { get; }

    /// <summary>Starts a server with a tenant in which steps, a JSON list, have been applied.</summary>
    public static async Task<EngineServer> StartAsync(string model, string steps, string settings = "{}")
    {
        var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions());
        var app = ApiServer.Build(service, new AclApiOptions { Token = ApiServer.Token }, builder => builder.WebHost.UseTestServer());
        await app.StartAsync();
        var server = new EngineServer(app, service);
        await server.MakeAsync(Tenant, model, settings);
        await server.ApplyAsync(steps);
        return server;
    }

    /// <summary>Makes a tenant.</summary>
    public ValueTask<TenantInfo> MakeAsync(TenantId tenant, string model, string settings = "{}") => Service.PutTenantAsync(
        tenant, new TenantDefinition { Model = model, Settings = Json.Parse(settings) }, TestContext.Current.CancellationToken);

    /// <summary>Applies steps as the system, which must all hold.</summary>
    public async Task ApplyAsync(string steps)
    {
        var request = StepWire.ReadRequest(Json.Parse($$"""{"steps": {{steps}}}"""));
        var result = await Service.ApplyAsync(Tenant, request, TestContext.Current.CancellationToken);
        Assert.True(result.Applied, string.Join("; ", result.Results.Select(r => r.Message)));
    }

    /// <summary>Whether somebody may do something.</summary>
    public async Task<bool> MayAsync(string subject, string action, string resource, string? ns = null)
    {
        var request = new CheckRequest(SubjectRef.Parse(subject), action, ResourceRef.Parse(resource)) { Namespace = ns };
        return (await Service.CheckAsync(Tenant, request, TestContext.Current.CancellationToken)).Allowed;
    }

    /// <summary>Sends a request to a path of the tenant.</summary>
    /// <param name="user">Whom it is made as; null is the system.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the tenant.</param>
    /// <param name="body">JSON text, or null.</param>
    public Task<HttpAnswer> SendAsync(string? user, string method, string path, string? body = null) =>
        SendRawAsync(user, method, $"/tenants/{Tenant}{path}", body);

    /// <summary>Sends a request to any path.</summary>
    public async Task<HttpAnswer> SendRawAsync(string? user, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = ApiServer.JsonContent(body);
        if (user is not null) request.Headers.Add("Acl-As", $"user:{user}");
        return await SendAsync(request);
    }

    /// <summary>Sends a request to a path of the tenant with another token, naming whom it is made as.</summary>
    public Task<HttpAnswer> SendWithAsync(string token, string? named, string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), $"/tenants/{Tenant}{path}");
        if (body is not null) request.Content = ApiServer.JsonContent(body);
        if (named is not null) request.Headers.Add("Acl-As", named);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request);
    }

    /// <summary>Sends a request.</summary>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Service.DisposeAsync();
    }
}

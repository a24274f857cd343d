using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests;

/// <summary>One tenant of a built-in model, served to whoever may call and to the users he names.</summary>
/// <param name="server">What serves it.</param>
/// <param name="tenant">The tenant.</param>
internal sealed class TenantServer(EmbeddedServer server, TenantId tenant) : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What serves it, and maybe others.</summary>
    public EmbeddedServer Host => server;

    /// <summary>The tenant.</summary>
    public TenantId Tenant => tenant;

    /// <summary>Starts a server whose tenant holds what some steps, a JSON list, have stored.</summary>
    public static async Task<TenantServer> StartAsync(
        string model, string steps = "[]", string settings = "{}", string tenant = "acme", OidcOptions? oidc = null, TimeProvider? time = null)
    {
        var server = await EmbeddedServer.StartAsync(new AclApiOptions { Token = ApiServer.Token, Oidc = oidc is null ? [] : [oidc] }, time);
        await server.MakeAsync(TenantId.Parse(tenant), model, settings, steps);
        return new TenantServer(server, TenantId.Parse(tenant));
    }

    /// <summary>Makes a change by steps, a JSON list, as the system unless they say otherwise.</summary>
    public Task ApplyAsync(string steps) => server.ApplyAsync(tenant, steps);

    /// <summary>Whether somebody may do something.</summary>
    public async Task<bool> MayAsync(string subject, string action, string resource, string? ns = null)
    {
        var request = new CheckRequest(SubjectRef.Parse(subject), action, ResourceRef.Parse(resource)) { Namespace = ns };
        return (await server.Service.CheckAsync(tenant, request, Cancellation)).Allowed;
    }

    /// <summary>The newest change, by the change log.</summary>
    public async Task<Change> NewestChangeAsync()
    {
        var request = new ChangesRequest(await RevisionAsync() - 1);
        return (await server.Service.ChangesAsync(tenant, request, Cancellation)).Changes[^1];
    }

    /// <summary>How many changes the tenant has had.</summary>
    public async Task<long> RevisionAsync() => (await server.Service.GetTenantAsync(tenant, Cancellation))!.Revision;

    /// <summary>Makes a key and gives its token.</summary>
    public async Task<string> KeyAsync(string scope, string? subject = null)
    {
        var body = Node.Map(("scope", Node.Of(scope)), ("subject", subject is null ? null : Node.Of(subject)));
        return (await RequireAsync(HttpStatusCode.Created, "POST", "/v1/keys", body.ToString())).Require("token").AsString();
    }

    /// <summary>Sends a request below the tenant as a user, by his name, or as the system.</summary>
    public Task<HttpAnswer> AsAsync(string? user, string method, string path, string? body = null) =>
        SendAsync(method, path, body, user is null ? null : $"user:{user}");

    /// <summary>Sends a request below the tenant with the administrator's token or another, as the system or as a user.</summary>
    public Task<HttpAnswer> SendAsync(
        string method, string path, string? body = null, string? by = null, string type = "application/json", string token = ApiServer.Token,
        params (string Name, string Value)[] head) => SendRootAsync(method, $"/tenants/{tenant}{path}", body, by, type, token, head);

    /// <summary>Sends a request to a path from the root.</summary>
    public async Task<HttpAnswer> SendRootAsync(
        string method, string path, string? body = null, string? by = null, string type = "application/json", string token = ApiServer.Token,
        params (string Name, string Value)[] head)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (by is not null) request.Headers.Add("Acl-As", by);
        foreach (var (name, value) in head) request.Headers.Add(name, value);
        return await server.SendAsync(request);
    }

    /// <summary>Sends a request that must succeed with a status, and gives the body.</summary>
    public async Task<Node> RequireAsync(HttpStatusCode status, string method, string path, string? body = null, string? by = null)
    {
        var answer = await SendAsync(method, path, body, by);
        Assert.Equal((status, ""), (answer.Status, answer.Status == status ? "" : answer.Text));
        return answer.Text.Length == 0 ? Node.Null() : answer.Body;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

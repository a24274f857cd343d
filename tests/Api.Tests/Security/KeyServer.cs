using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>The API over a fake service in which keys can be stored, at a time that stands still.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private KeyServer(ApiServer server, StoppedTime time) => (Server, Time) = (server, time);

    public ApiServer Server { get; }

    public StoppedTime Time { get; }

    public FakeAclService Service => Server.Service;

    public static async Task<KeyServer> StartAsync()
    {
        var time = new StoppedTime();
        var server = await ApiServer.StartAsync(null, builder => builder.Services.AddSingleton<TimeProvider>(time));
        server.Service.Decide = _ => Decision.Made(true, "owner", "he owns it");
        return new KeyServer(server, time);
    }

    /// <summary>Stores a key as the API does, and gives its token.</summary>
    public string Store(string id, string scope, string tenant = "acme", params IEnumerable<(string Key, Node? Value)> more)
    {
        var token = ApiKeyToken.Make(id);
        var step = token.ToRequest(Node.Of(scope), more).Steps.Single();
        Service.Keys[(TenantId.Parse(tenant), id)] = step.Value;
        return token.Text;
    }

    /// <summary>Sends a request with a token.</summary>
    public Task<HttpAnswer> SendAsync(string token, HttpMethod method, string path, string? body = null, string? actAs = null) =>
        Server.SendAsync(token, method, path, body, actAs);

    /// <summary>Asks with a token whether Bob may read something.</summary>
    public Task<HttpAnswer> CheckAsync(string token, string tenant = "acme") => SendAsync(
        token, HttpMethod.Post, $"/tenants/{tenant}/v1/check", """{"subject": "user:bob", "action": "read", "resource": "job:1"}""");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

using OrleansAcl.Client;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.RoundTrip;

/// <summary>A client, the API, and the fake behind it.</summary>
internal sealed class RoundTrip : IAsyncDisposable
{
    private readonly ApiServer _server;

    private RoundTrip(ApiServer server)
    {
        _server = server;
        Client = new HttpAclService(server.Http);
    }

    public static TenantId Acme { get; } = TenantId.Parse("acme");

    public IAclService Client { get; }

    public FakeAclService Service => _server.Service;

    public static async Task<RoundTrip> StartAsync(object? answer = null)
    {
        var trip = new RoundTrip(await ApiServer.StartAsync());
        trip.Service.Answer = answer;
        return trip;
    }

    /// <summary>A mapping with every kind of value.</summary>
    public static Node Facts() => Json.Parse("""{"roles": ["reader", "é\n\"😀"], "n": 12.50, "big": 9007199254740993, "yes": true, "none": null, "in": {}}""");

    public static void SameNode(Node? expected, Node? actual)
    {
        Assert.NotNull(actual);
        Assert.True(actual.ValueEquals(expected), $"expected {expected}, got {actual}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

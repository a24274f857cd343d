using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansAcl.Grains;

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>What Orleans' provider promises of states and their ETags, over our tables: a stale write changes nothing and is an error.</summary>
public sealed class StorageTests(PostgresServer server) : IAsyncLifetime
{
    private LocalSilo? _silo;

    private IGrainStorage Storage => _silo!.Application.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public async ValueTask InitializeAsync()
    {
        var database = await server.NewDatabaseAsync();
        await new PostgresSchema(database, SchemaStep.All).UpgradeAsync(TestContext.Current.CancellationToken);
        _silo = await LocalSilo.StartAsync(new SiloOptions { Storage = "adonet", Clustering = "adonet", Connection = database });
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null) await _silo.DisposeAsync();
    }

    private static GrainId Grain(string key) => GrainId.Create("test", key);

    private static GrainState<EntityGrainState> State(string body, string? etag = null) => new(new EntityGrainState { Version = 1, Body = body }, etag!);

    private async Task<GrainState<EntityGrainState>> ReadAsync(string key)
    {
        var state = new GrainState<EntityGrainState>(new EntityGrainState());
        await Storage.ReadStateAsync("state", Grain(key), state);
        return state;
    }

    private async Task<string> WriteAsync(string key, string body, string? etag = null)
    {
        var state = State(body, etag);
        await Storage.WriteStateAsync("state", Grain(key), state);
        return state.ETag!;
    }

    private Task RefusedAsync(string key, string? etag) => Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(key, "stale", etag));

    [Fact]
    public async Task AState_NeverWritten_IsNotThere()
    {
        var state = await ReadAsync("k");
        Assert.Equal((false, null), (state.RecordExists, state.ETag));
    }

    [Fact]
    public async Task AState_Written_IsReadAsItWas_WithItsETag()
    {
        var first = await WriteAsync("k", "one");
        var second = await WriteAsync("k", "two", first);
        var state = await ReadAsync("k");
        Assert.NotEqual(first, second);
        Assert.Equal((true, second, "two"), (state.RecordExists, state.ETag, state.State!.Body));
    }

    [Fact]
    public async Task AWrite_WithAStaleETag_IsRefusedAndChangesNothing()
    {
        var first = await WriteAsync("k", "one");
        var second = await WriteAsync("k", "two", first);
        await RefusedAsync("k", first);
        await RefusedAsync("k", null);
        await RefusedAsync("k", "99");
        var state = await ReadAsync("k");
        Assert.Equal((second, "two"), (state.ETag, state.State!.Body));
    }

    [Fact]
    public async Task AWrite_WithAnETag_OfAStateThatIsNotThere_IsRefused()
    {
        await RefusedAsync("k", "1");
        Assert.False((await ReadAsync("k")).RecordExists);
    }

    [Fact]
    public async Task AState_Cleared_IsNotThere_AndWhoReadItBeforeCannotWrite()
    {
        var first = await WriteAsync("k", "one");
        var state = await ReadAsync("k");
        await Storage.ClearStateAsync("state", Grain("k"), state);
        var cleared = await ReadAsync("k");
        Assert.False(cleared.RecordExists);
        await RefusedAsync("k", first);
        await RefusedAsync("k", null);
        await WriteAsync("k", "again", cleared.ETag);
        await RefusedAsync("k", first);
        Assert.Equal("again", (await ReadAsync("k")).State!.Body);
    }

    [Fact]
    public async Task AClear_WithAStaleETag_IsRefusedAndChangesNothing()
    {
        var first = await WriteAsync("k", "one");
        await WriteAsync("k", "two", first);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("state", Grain("k"), new GrainState<EntityGrainState>(new(), first) { RecordExists = true }));
        Assert.Equal("two", (await ReadAsync("k")).State!.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ManyWriters_OfOneETag_OneIsTaken(bool exists)
    {
        var etag = exists ? await WriteAsync("k", "before") : null;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(async i =>
        {
            try
            {
                return (Body: $"writer {i}", ETag: await WriteAsync("k", $"writer {i}", etag));
            }
            catch (InconsistentStateException)
            {
                return (null!, null!);
            }
        }));
        var winner = Assert.Single(outcomes, o => o.ETag is not null);
        var state = await ReadAsync("k");
        Assert.Equal(winner, (state.State!.Body, state.ETag));
    }

    [Fact]
    public async Task Keys_ThatTheProviderWouldTakeForTheSameOrFailOn_AreKeptApart()
    {
        string[] keys =
        [
            "a1", "0a1", "00000000000000a1", "A1", "161", "a1+x", "0a1+x", "00000000-0000-0000-0000-0000000000a1", "000000000000000000000000000000a1",
            "{user}", "{0}", "100%", "%31", "a/b", "a_b", "a b", "é", "e\u0301", new string('k', 5_000), new string('k', 5_001),
        ];
        foreach (var key in keys) await WriteAsync(key, key);
        foreach (var key in keys) Assert.Equal(key, (await ReadAsync(key)).State!.Body);
    }

    [Fact]
    public async Task States_OfOneKeyAndOtherNames_AreKeptApart()
    {
        await Storage.WriteStateAsync("one", Grain("k"), State("one"));
        await Storage.WriteStateAsync("two", Grain("k"), State("two"));
        var state = State("");
        await Storage.ReadStateAsync("one", Grain("k"), state);
        Assert.Equal("one", state.State!.Body);
    }

    [Fact]
    public async Task Tenants_WhoseNamesAreTheSameNumber_HaveNothingInCommon()
    {
        await _silo!.PutTenantAsync("a1");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await _silo.GetAsync("/tenants/0a1")).Status);
    }
}

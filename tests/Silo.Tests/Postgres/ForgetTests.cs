using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>A cluster whose silos were all killed is forgotten, and none that still has one that answers.</summary>
public sealed class ForgetTests(PostgresServer server) : IAsyncLifetime
{
    private const string Cluster = "one";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private IMembershipTable _table = null!;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask InitializeAsync()
    {
        _listener.Start();
        var database = await server.NewDatabaseAsync();
        await new PostgresSchema(database, SchemaStep.All).UpgradeAsync(TestContext.Current.CancellationToken);
        _table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(), Options.Create(new ClusterOptions { ClusterId = Cluster, ServiceId = "s" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = database }), NullLogger<AdoNetClusteringTable>.Instance);
        await _table.InitializeMembershipTableAsync(true, TestContext.Current.CancellationToken);
        await AddAsync(SiloStatus.Active);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AddAsync(SiloStatus status)
    {
        var version = (await _table.ReadAllAsync(TestContext.Current.CancellationToken)).Version;
        var member = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, Port, (int)status), SiloName = "silo", HostName = "host", Status = status,
            StartTime = DateTime.UnixEpoch, IAmAliveTime = DateTime.UnixEpoch, SuspectTimes = [],
        };
        Assert.True(await _table.InsertRowAsync(member, version.Next(), TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<SiloAddress>> ForgetAsync() => new ClusterMembers(_table, Cluster).ForgetAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Forget_WhileASiloAnswers_IsRefusedAndForgetsNothing()
    {
        var error = await Assert.ThrowsAsync<AclException>(ForgetAsync);
        Assert.Equal(ErrorCodes.PreconditionFailed, error.Code);
        Assert.Contains($"{IPAddress.Loopback}:{Port}", error.Message);
        Assert.Single((await _table.ReadAllAsync(TestContext.Current.CancellationToken)).Members);
    }

    [Fact]
    public async Task Forget_WhenNoneAnswers_ForgetsAllAndTellsTheLivingOnes()
    {
        await AddAsync(SiloStatus.Dead);
        var port = Port;
        _listener.Stop();
        Assert.Equal([port], (await ForgetAsync()).Select(s => s.Endpoint.Port));
        await _table.InitializeMembershipTableAsync(true, TestContext.Current.CancellationToken);
        Assert.Empty((await _table.ReadAllAsync(TestContext.Current.CancellationToken)).Members);
        Assert.Empty(await ForgetAsync());
    }
}

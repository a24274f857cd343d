using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>What Orleans' provider promises of a cluster's members, over our tables: who names a stale version changes nothing and is told so.</summary>
public sealed class MembersTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private string _database = "";
    private IMembershipTable _members = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewDatabaseAsync();
        await new PostgresSchema(_database, SchemaStep.All).UpgradeAsync(TestContext.Current.CancellationToken);
        _members = await TableAsync("one");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IMembershipTable> TableAsync(string cluster)
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(), Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "s" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = _database }), NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(true, TestContext.Current.CancellationToken);
        return table;
    }

    private static MembershipEntry Member(int port, SiloStatus status = SiloStatus.Active, int generation = 1) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, generation), SiloName = $"silo {port}", HostName = "host", ProxyPort = port + 1000,
        Status = status, StartTime = Start, IAmAliveTime = Start, SuspectTimes = [],
    };

    private async Task<TableVersion> VersionAsync() => (await _members.ReadAllAsync(TestContext.Current.CancellationToken)).Version;

    private async Task<bool> InsertAsync(MembershipEntry member, TableVersion? version = null) =>
        await _members.InsertRowAsync(member, (version ?? await VersionAsync()).Next(), TestContext.Current.CancellationToken);

    /// <summary>Updates a member as one does who has read it: with its tag.</summary>
    private async Task<bool> UpdateAsync(MembershipEntry member, TableVersion? version = null)
    {
        var read = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        var tag = read.Members.FirstOrDefault(m => m.Item1.SiloAddress.Equals(member.SiloAddress))?.Item2 ?? "";
        return await _members.UpdateRowAsync(member, tag, (version ?? read.Version).Next(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ANewTable_HasAVersionAndNobody_AndMakingItAgainChangesNothing()
    {
        Assert.Empty((await _members.ReadAllAsync(TestContext.Current.CancellationToken)).Members);
        await InsertAsync(Member(1));
        var version = await VersionAsync();
        await _members.InitializeMembershipTableAsync(true, TestContext.Current.CancellationToken);
        Assert.Equal(version, await VersionAsync());
    }

    [Fact]
    public async Task AMember_Inserted_IsReadAsItWas_AndTheVersionIsOneHigher()
    {
        var before = await VersionAsync();
        Assert.True(await InsertAsync(Member(1)));
        var all = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        var read = Assert.Single(all.Members).Item1;
        Assert.Equal(before.Version + 1, all.Version.Version);
        Assert.Equal(
            (Member(1).SiloAddress, "silo 1", "host", 1001, SiloStatus.Active, Start, Start),
            (read.SiloAddress, read.SiloName, read.HostName, read.ProxyPort, read.Status, read.StartTime, read.IAmAliveTime));
        Assert.Equal(read.SiloAddress, Assert.Single((await _members.ReadRowAsync(read.SiloAddress, TestContext.Current.CancellationToken)).Members).Item1.SiloAddress);
        Assert.Empty((await _members.ReadRowAsync(Member(2).SiloAddress, TestContext.Current.CancellationToken)).Members);
    }

    [Fact]
    public async Task AnInsert_AtAStaleVersionOrOfOneWhoIsThere_ChangesNothing()
    {
        var stale = await VersionAsync();
        Assert.True(await InsertAsync(Member(1)));
        var version = await VersionAsync();
        Assert.False(await InsertAsync(Member(2), stale));
        Assert.False(await InsertAsync(Member(1, SiloStatus.Dead)));
        var all = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(version, all.Version);
        Assert.Equal(SiloStatus.Active, Assert.Single(all.Members).Item1.Status);
    }

    [Fact]
    public async Task AnUpdate_IsSeenWithItsSuspicions_AndTheVersionIsOneHigher()
    {
        await InsertAsync(Member(1, SiloStatus.Joining));
        var version = await VersionAsync();
        var changed = Member(1, SiloStatus.Dead);
        changed.SuspectTimes = [Tuple.Create(Member(2).SiloAddress, Start), Tuple.Create(Member(3).SiloAddress, Start)];
        Assert.True(await UpdateAsync(changed));
        var all = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(version.Version + 1, all.Version.Version);
        Assert.Equal(SiloStatus.Dead, all.Members[0].Item1.Status);
        Assert.Equal(changed.SuspectTimes, all.Members[0].Item1.SuspectTimes);
    }

    [Fact]
    public async Task AnUpdate_AtAStaleVersionOrOfNobody_ChangesNothing()
    {
        await InsertAsync(Member(1));
        var stale = await VersionAsync();
        await InsertAsync(Member(2));
        var version = await VersionAsync();
        Assert.False(await UpdateAsync(Member(1, SiloStatus.Dead), stale));
        Assert.False(await UpdateAsync(Member(3)));
        Assert.False(await UpdateAsync(Member(1, SiloStatus.Dead, generation: 2)));
        var all = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(version, all.Version);
        Assert.All(all.Members, m => Assert.Equal(SiloStatus.Active, m.Item1.Status));
    }

    [Fact]
    public async Task ManyAtOnce_AtOneVersion_OneIsTaken()
    {
        await InsertAsync(Member(100));
        var version = await VersionAsync();
        var changes = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => i % 2 == 0 ? InsertAsync(Member(i), version) : UpdateAsync(Member(100, SiloStatus.Dead), version)));
        Assert.Single(changes, taken => taken);
        Assert.Equal(version.Version + 1, (await VersionAsync()).Version);
    }

    [Fact]
    public async Task ASignOfLife_IsSeen_AndTheVersionStays()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Member(2));
        var version = await VersionAsync();
        var member = Member(1);
        member.IAmAliveTime = Start.AddMinutes(1);
        await _members.UpdateIAmAliveAsync(member, TestContext.Current.CancellationToken);
        var all = await _members.ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(version, all.Version);
        Assert.Equal([Start, Start.AddMinutes(1)], all.Members.Select(m => m.Item1.IAmAliveTime).Order());
    }

    [Fact]
    public async Task TheLongDead_AreForgotten_AndNobodyElse()
    {
        await InsertAsync(Member(1, SiloStatus.Dead));
        await InsertAsync(Member(2));
        var recent = Member(3, SiloStatus.Dead);
        recent.IAmAliveTime = Start.AddHours(1);
        await InsertAsync(recent);
        await _members.CleanupDefunctSiloEntriesAsync(Start.AddMinutes(30), TestContext.Current.CancellationToken);
        Assert.Equal([2, 3], (await _members.ReadAllAsync(TestContext.Current.CancellationToken)).Members.Select(m => m.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Clusters_OfOneDatabase_AreKeptApart()
    {
        var other = await TableAsync("two");
        await InsertAsync(Member(1));
        Assert.Empty((await other.ReadAllAsync(TestContext.Current.CancellationToken)).Members);
        await other.DeleteMembershipTableEntriesAsync("two", TestContext.Current.CancellationToken);
        Assert.Single((await _members.ReadAllAsync(TestContext.Current.CancellationToken)).Members);
    }

    [Fact]
    public async Task Gateways_AreThoseOfActiveMembersThatHaveOne()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Member(2, SiloStatus.Joining));
        var closed = Member(3);
        closed.ProxyPort = 0;
        await InsertAsync(closed);
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance, new ServiceCollection().BuildServiceProvider(),
            Options.Create(new AdoNetClusteringClientOptions { Invariant = "Npgsql", ConnectionString = _database }),
            Options.Create(new GatewayOptions()), Options.Create(new ClusterOptions { ClusterId = "one", ServiceId = "s" }));
        await gateways.InitializeGatewayListProvider();
        Assert.Equal([1001], (await gateways.GetGateways()).Select(g => g.Port));
    }
}

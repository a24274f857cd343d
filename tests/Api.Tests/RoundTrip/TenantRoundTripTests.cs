using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class TenantRoundTripTests
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 1, 9, 0, 0, 123, TimeSpan.FromHours(2));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TenantInfo Info(DateTimeOffset? clock = null) => new(Acme, "qubole-scheduler", Facts(), clock, 3);

    [Fact]
    public async Task Definition_WithEveryField_ArrivesAndComesBackWhole()
    {
        await using var trip = await StartAsync(Info(Morning));
        var definition = new TenantDefinition { Model = "m", ModelFile = "model: x\n", Settings = Facts(), Clock = Morning };
        var info = await trip.Client.PutTenantAsync(Acme, definition, Cancel);

        var asked = trip.Service.Only.As<TenantDefinition>();
        Assert.Equal(("m", "model: x\n", Morning), (asked.Model, asked.ModelFile, asked.Clock));
        SameNode(Facts(), asked.Settings);
        Assert.Equal((Acme, "qubole-scheduler", Morning, 3L), (info.Tenant, info.Model, info.Clock, info.Revision));
        SameNode(Facts(), info.Settings);
    }

    [Fact]
    public async Task GetTenant_WhenThere_ComesBack()
    {
        await using var trip = await StartAsync();
        trip.Service.Tenants[Acme] = Info();
        var info = await trip.Client.GetTenantAsync(Acme, Cancel);
        Assert.Equal((Acme, null), (info?.Tenant, info?.Clock));
    }

    [Fact]
    public async Task GetTenant_WithTypesAndCounts_ComesBackWhole()
    {
        await using var trip = await StartAsync();
        trip.Service.Tenants[Acme] = Info() with
        {
            Types = [new TypeInfo("a", ["read"], "create", true) { ShownBy = "read" }, new TypeInfo("b", [], null, false)],
            Counts = new ObjectCounts(new Dictionary<string, long> { ["user"] = 3, ["group"] = 0 }, new Dictionary<string, long> { ["a"] = 5_000_000_000 }),
        };
        var info = (await trip.Client.GetTenantAsync(Acme, Cancel))!;
        Assert.Equal([("a", "create", "read"), ("b", null, null)], info.Types.Select(t => (t.Name, t.Creation, t.ShownBy)));
        Assert.Equal(["user 3", "group 0", "a 5000000000"], info.Counts!.Kinds.Concat(info.Counts.Types).Select(count => $"{count.Key} {count.Value}"));
    }

    [Fact]
    public async Task GetTenant_WithWhatRightsAreGivenBy_ArrivesWhole()
    {
        await using var trip = await StartAsync();
        var levels = new GrantedLevels(["none", "read"], ["read"], "read", "role");
        trip.Service.Tenants[Acme] = Info() with
        {
            Types = [new TypeInfo("job", ["read"], null, Open: false) { Administrators = new AdministratorInfo(true, ["ops"], ["root"]) }, new TypeInfo("file", [], null, Open: true)],
            Sharing = new SharingInfo { Lists = new ListRules("all", true, Complete: true), Levels = levels, Binds = new Dictionary<string, IReadOnlyList<string>> { ["role"] = ["user", "group"] } },
        };

        var info = (await trip.Client.GetTenantAsync(Acme, Cancel))!;

        Assert.Equal(new ListRules("all", true, Complete: true), info.Sharing.Lists);
        Assert.Equivalent(levels, info.Sharing.Levels, strict: true);
        Assert.Equal(["user", "group"], Assert.Single(info.Sharing.Binds).Value);
        Assert.Equivalent(new AdministratorInfo(true, ["ops"], ["root"]), info.Types[0].Administrators, strict: true);
        Assert.False(info.Types[1].Administrators.IsAny);
    }

    [Fact]
    public async Task GetTenant_WhenMissing_IsNull()
    {
        await using var trip = await StartAsync();
        Assert.Null(await trip.Client.GetTenantAsync(Acme, Cancel));
    }

    [Fact]
    public async Task ListTenants_WithSome_NamesThemAll()
    {
        await using var trip = await StartAsync(new[] { Info(), Info() with { Tenant = TenantId.Default } });
        Assert.Equal([Acme, TenantId.Default], (await trip.Client.ListTenantsAsync(Cancel)).Select(t => t.Tenant));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeleteTenant_ThereOrNot_SaysWhich(bool there)
    {
        await using var trip = await StartAsync(there);
        Assert.Equal(there, await trip.Client.DeleteTenantAsync(Acme, Cancel));
        Assert.Equal(("DeleteTenantAsync", Acme), (trip.Service.Only.Method, trip.Service.Only.Tenant));
    }
}

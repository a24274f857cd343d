using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Tenants come, go, and come again as new ones; they know nothing of each other.</summary>
/// <param name="host">Who answers.</param>
public abstract class TenantTests(IHost host)
{
    private static readonly ResourceRef Job = new("job", "1");

    /// <summary>Everything that can be asked of a tenant.</summary>
    public static TheoryData<string> Questions => ["check", "checks", "explain", "operation", "list", "who", "actions", "apply"];

    private async Task AskAsync(string question, TenantId tenant)
    {
        var (service, check, ann) = (host.Service, JobWorld.Check("ann", "run", "job:1"), JobWorld.User("ann"));
        switch (question)
        {
            case "check": await service.CheckAsync(tenant, check, JobWorld.Cancellation); break;
            case "checks": await service.CheckManyAsync(tenant, [check], JobWorld.Cancellation); break;
            case "explain": await service.ExplainAsync(tenant, check, JobWorld.Cancellation); break;
            case "operation": await service.OperationAsync(tenant, new OperationRequest("list-jobs", ann), JobWorld.Cancellation); break;
            case "list": await service.ListAsync(tenant, new ListRequest(ann, "run", "job"), JobWorld.Cancellation); break;
            case "who": await service.WhoAsync(tenant, new WhoRequest("run", Job), JobWorld.Cancellation); break;
            case "actions": await service.ActionsAsync(tenant, new ActionsRequest(ann, Job), JobWorld.Cancellation); break;
            default: await service.ApplyAsync(tenant, [JobWorld.Step("user: {id: ann}")], JobWorld.Cancellation); break;
        }
    }

    /// <summary>A tenant nobody made, and one that is gone.</summary>
    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Tenant_ThatIsNotThere_IsAnErrorForEveryQuestion(string question)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => AskAsync(question, world.Tenant)));
        await world.PutAsync();
        await AskAsync(question, world.Tenant);
        Assert.True(await world.DeleteAsync());
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => AskAsync(question, world.Tenant)));
    }

    /// <summary>The same definition again is no change, another is refused, and either leaves what the tenant holds.</summary>
    [Fact]
    public async Task PutTenant_Again_ChangesNothingAndAnotherDefinitionIsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        var again = await world.PutAsync();
        Assert.Equal((world.Tenant, "jobs", 1L), (again.Tenant, again.Model, again.Revision));
        Assert.Equal(["folder", "job"], again.Types.Select(t => t.Name));
        Assert.Equal(ErrorCodes.TenantExists, await JobWorld.CodeAsync(async () => await host.Service.PutTenantAsync(
            world.Tenant, new TenantDefinition { ModelFile = JobWorld.Model.Replace("model: jobs", "model: other", StringComparison.Ordinal) }, JobWorld.Cancellation)));
        Assert.Equal(ErrorCodes.TenantExists, await JobWorld.CodeAsync(async () => await host.Service.PutTenantAsync(
            world.Tenant, JobWorld.Definition with { Clock = DateTimeOffset.UnixEpoch }, JobWorld.Cancellation)));
        Assert.True(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>A definition that cannot be is refused with its code, and makes no tenant.</summary>
    [Fact]
    public async Task PutTenant_OfNoModelOrABadOne_IsRefusedAndMakesNone()
    {
        var tenant = JobWorld.NewTenant();
        Assert.Equal(ErrorCodes.UnknownModel, await CodeAsync(new TenantDefinition { Model = "ghost" }));
        Assert.Equal(ErrorCodes.InvalidModel, await CodeAsync(new TenantDefinition { ModelFile = "model: x" }));
        Assert.Equal(ErrorCodes.InvalidDocument, await CodeAsync(new TenantDefinition()));
        Assert.Null(await host.Service.GetTenantAsync(tenant, JobWorld.Cancellation));

        Task<string> CodeAsync(TenantDefinition definition) =>
            JobWorld.CodeAsync(async () => await host.Service.PutTenantAsync(tenant, definition, JobWorld.Cancellation));
    }

    /// <summary>Removed and made again, a tenant holds nothing and begins to count anew; also many times over.</summary>
    [Fact]
    public async Task DeleteTenant_AndMadeAgain_HoldsNothingOfTheEarlierOne()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        Assert.False(await world.DeleteAsync());
        for (var life = 0; life < 10; life++)
        {
            Assert.Equal(0, (await world.PutAsync()).Revision);
            Assert.False(await world.MayRunAsync("ann", "1"));
            Assert.Empty(await world.JobsAsync("ann"));
            Assert.Empty(await world.RunnersAsync("1"));
            await world.ApplyAsync("user: {id: ann}", "resource: {id: 'job:1', owner: 'user:ann'}");
            Assert.True(await world.MayRunAsync("ann", "1"));
            Assert.Equal(["1"], await world.JobsAsync("ann"));
            Assert.True(await world.DeleteAsync());
        }

        Assert.Null(await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation));
    }

    /// <summary>The list has every tenant there is, by name, and none that is gone.</summary>
    [Fact]
    public async Task ListTenants_AfterSomeWereMadeAndRemoved_HasThoseThatAreThere()
    {
        var (first, gone, last) = (await JobWorld.MakeAsync(host.Service), await JobWorld.MakeAsync(host.Service), await JobWorld.MakeAsync(host.Service, "user: {id: ann}"));
        await gone.DeleteAsync();
        var listed = await host.Service.ListTenantsAsync(JobWorld.Cancellation);
        Assert.Equal(listed.Select(t => t.Tenant.Value).Order(StringComparer.Ordinal), listed.Select(t => t.Tenant.Value));
        Assert.DoesNotContain(listed, t => t.Tenant == gone.Tenant);
        Assert.Equal(0, Assert.Single(listed, t => t.Tenant == first.Tenant).Revision);
        Assert.Equal(1, Assert.Single(listed, t => t.Tenant == last.Tenant).Revision);
    }

    /// <summary>What one tenant holds another does not.</summary>
    [Fact]
    public async Task Tenants_WithTheSameIds_KnowNothingOfEachOther()
    {
        var one = await JobWorld.MakeAsync(host.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}");
        var other = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        Assert.False(await one.MayRunAsync("ann", "1"));
        Assert.False(await other.MayRunAsync("ann", "1"));
    }

    /// <summary>A tenant's own clock stands still but for its steps, and decides what depends on the time.</summary>
    [Fact]
    public async Task Clock_OfTheTenant_MovesByStepsOnlyAndDecides()
    {
        var start = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "lusid-scheduler", Clock = start }, JobWorld.Cancellation);
        await world.ApplyAsync(
            """
            policy:
              code: tomorrow
              grant: Allow
              when: {activate: "2026-01-02T00:00:00Z"}
              selectors: [{matchAllSelectorDefinition: {actions: [{scope: default, activity: Read, entity: Job}]}}]
            """,
            "role: {code: r, rank: 1, resource: {policyIdRoleResource: {policies: [{scope: default, code: tomorrow}]}}}", "user: {id: ann, roles: [r]}");
        Assert.False(await world.MayAsync("ann", "Read", "Job:dev/x"));
        var refused = await world.TryAsync("clock: '+1d'", "clock: 'soon'");
        Assert.Equal(ErrorCodes.InvalidDocument, refused.Results[1].Code);
        Assert.False(await world.MayAsync("ann", "Read", "Job:dev/x"));
        await world.ApplyAsync("clock: '+1d'");
        Assert.True(await world.MayAsync("ann", "Read", "Job:dev/x"));
        Assert.Equal(start.AddDays(1), (await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Clock);
    }
}

using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>A change whose record would be larger than silos can tell each other is refused, and the tenant goes on.</summary>
public sealed class LargeChangeTests
{
    private const int Roles = 40, Characters = 1_000_000;

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Removal_OfVeryLargeDocumentsAtOnce_IsRefusedAndTheTenantGoesOn()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var world = new JobWorld(cluster.Service, JobWorld.NewTenant());
        await cluster.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "slc-hub" }, JobWorld.Cancellation);
        for (var i = 0; i < Roles; i++)
        {
            var role = Node.Map(("name", Node.Of($"r{i}")), ("description", Node.Of(new string('x', Characters))), ("rules", Node.List([])));
            Assert.True((await cluster.Service.ApplyAsync(world.Tenant, [new Step("role", role)], JobWorld.Cancellation)).Applied);
        }

        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(() => world.ApplyAsync([.. Enumerable.Range(0, Roles).Select(i => $"delete: 'role:r{i}'")])));
        await world.ApplyAsync("user: {id: ann}");
        for (var i = 0; i < Roles; i++) await world.ApplyAsync($"delete: 'role:r{i}'");
    }
}

using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>ONE-ANSWER: an answer is of one instant, however time passes while it is worked out.</summary>
public sealed class InstantTests
{
    private static readonly DateTimeOffset Turn = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A membership ends when the entry of its group begins, so at no instant does the one give the other.</summary>
    [Fact]
    public async Task Check_AtTheTurn_MixesNoTwoInstants()
    {
        var time = new HastyTime();
        await using var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { Time = time });
        var world = await JobWorld.MakeAsync(
            service, "user: {id: ann}", "resource: {id: 'job:1'}", $"group: {{id: g, members: [{{member: 'user:ann', until: '{Turn:O}'}}]}}",
            $"grant: {{resource: 'job:1', to: 'group:g', actions: [run], from: '{Turn:O}'}}");
        for (var early = 1; early < 6; early++)
        {
            time.Now = Turn.AddTicks(-early);
            Assert.False(await world.MayRunAsync("ann", "1"));
            time.Now = Turn.AddTicks(-early);
            Assert.Empty(await world.JobsAsync("ann"));
        }
    }

    /// <summary>A role without rules that makes an administrator is held for as long as its condition says.</summary>
    [Theory]
    [InlineData("now < timestamp('2026-03-01T12:00:00Z')", true, false)]
    [InlineData("now >= timestamp('2026-03-01T12:00:00Z')", false, true)]
    public async Task Check_OfAnAdministratorUnderACondition_KnowsTheTime(string when, bool before, bool after)
    {
        var time = new HastyTime();
        await using var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { Time = time });
        var world = new JobWorld(service, JobWorld.NewTenant());
        const string Model = """
            model: roots
            types:
              object: {actions: [run], open: true}
            principals:
              bind: {role: [user]}
            documents: {role: slc-role}
            ladder:
              - administrator: {roles: [root]}
            """;
        await service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = Model }, JobWorld.Cancellation);
        await world.ApplyAsync("role: {name: root}", $"bind: {{role: root, to: ['user:ann'], when: \"{when}\"}}");
        time.Now = Turn.AddHours(-1);
        Assert.Equal(before, await world.MayAsync("ann", "run", "object:/x"));
        time.Now = Turn.AddHours(1);
        Assert.Equal(after, await world.MayAsync("ann", "run", "object:/x"));
    }

    /// <summary>A time that has passed by a little whenever it is looked at.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Turn.AddDays(-1);

        public override DateTimeOffset GetUtcNow() => Now = Now.AddTicks(1);
    }
}

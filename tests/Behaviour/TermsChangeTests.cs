using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Steps over what has terms: what they replace, what they take away, what the change log says of it, and what they refuse.</summary>
/// <param name="host">Who answers.</param>
public abstract class TermsChangeTests(IHost host)
{
    private const string Until = "2026-03-09T00:00:00Z";
    private const string Later = "2026-04-01T00:00:00Z";

    private async Task<JobWorld> JobsAsync(params string[] steps)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, JobWorld.Definition with { Clock = DateTimeOffset.Parse("2026-03-01T00:00:00Z") }, JobWorld.Cancellation);
        await world.ApplyAsync(["user: {id: ann}", "resource: {id: 'job:1'}", .. steps]);
        return world;
    }

    private async Task<JobWorld> LevelsAsync(params string[] steps)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        var definition = new TenantDefinition { Model = "apolo", Clock = DateTimeOffset.Parse("2026-03-01T00:00:00Z") };
        await host.Service.PutTenantAsync(world.Tenant, definition, JobWorld.Cancellation);
        await world.ApplyAsync(["user: {id: ann}", .. steps]);
        return world;
    }

    /// <summary>A membership, a binding or a level given again under other terms has those, and the log says what they were.</summary>
    [Fact]
    public async Task Changes_OfTerms_SayBeforeAndAfter()
    {
        var world = await JobsAsync("group: {id: g, members: ['user:ann']}");
        await world.ApplyAsync($"members: {{group: g, add: [{{member: 'user:ann', until: '{Until}'}}]}}");
        await world.ApplyAsync($"group: {{id: g, members: [{{member: 'user:ann', from: '{Until}', until: '{Later}'}}]}}");
        await world.ApplyAsync($"group: {{id: g, members: [{{member: 'user:ann', from: '{Until}', until: '{Later}'}}]}}");
        await world.ApplyAsync("members: {group: g, remove: ['user:ann']}");
        var log = (await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(1), JobWorld.Cancellation)).Changes;
        Assert.Equal(
            [
                $$"""{} > {"until":"{{Until}}"}""", $$"""{"until":"{{Until}}"} > {"until":"{{Later}}","from":"{{Until}}"}""",
                $$"""{"group":"group:g","member":"user:ann","from":"{{Until}}","until":"{{Later}}"} > -""",
            ],
            log.SelectMany(c => c.Objects).Where(o => o.Ref.Kind == ObjectRef.Member).Select(o => $"{o.Before?.ToString() ?? "-"} > {o.After?.ToString() ?? "-"}"));
    }

    /// <summary>A revocation takes from all entries that allow, whatever their terms; or only from those that have some.</summary>
    [Fact]
    public async Task Revoke_OfActions_TakesThemWhateverTheTerms()
    {
        string[] grants =
        [
            "grant: {resource: 'job:1', to: 'user:ann', actions: [view, run]}", $"grant: {{resource: 'job:1', to: 'user:ann', actions: [view, run], until: '{Until}'}}",
            "grant: {resource: 'job:1', to: 'user:ann', actions: [run], when: context.mfa}",
        ];
        var (all, some) = (await JobsAsync(grants), await JobsAsync(grants));
        await all.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}");
        Assert.Equal(["""["view"]""", $"""["view"] until {Until}"""], await EntriesAsync(all));
        Assert.Equal(ErrorCodes.NoEffect, (await all.TryAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}")).Results[0].Code);
        await some.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run], temporary: true}");
        Assert.Equal(["""["view","run"]""", $"""["view"] until {Until}"""], await EntriesAsync(some));
        Assert.True(await some.MayRunAsync("ann", "1"));
        Assert.Equal(ErrorCodes.NoEffect, (await some.TryAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run], temporary: true}")).Results[0].Code);

        async Task<string[]> EntriesAsync(JobWorld world) =>
            [.. (await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.Acl, "job:1"), JobWorld.Cancellation))!.Document["entries"]!.Items
                .Select(e => e["until"] is { } until ? $"{e["actions"]} until {until.Text}" : e["actions"]!.ToString())];
    }

    /// <summary>Levels for a time are replaced, revoked with the others or alone, and counted and taken when their holder is removed.</summary>
    [Fact]
    public async Task Levels_ForATime_AreReplacedAndTakenAway()
    {
        const string Uri = "storage://c/o";
        var world = await LevelsAsync($"grant: {{resource: '{Uri}', to: 'user:ann', level: manage}}", $"grant: {{resource: '{Uri}', to: 'user:ann', level: read, until: '{Until}'}}");
        Assert.Equal(["manage", $"read until {Until}"], await LevelsOfAsync());
        await world.ApplyAsync($"grant: {{resource: '{Uri}', to: 'user:ann', level: write, until: '{Later}'}}");
        Assert.Equal(["manage", $"write until {Later}"], await LevelsOfAsync());
        await world.ApplyAsync($"grants: {{to: 'user:ann', grants: [{{resource: '{Uri}', level: read}}, {{resource: '{Uri}', level: write, until: '{Later}'}}]}}");
        Assert.Equal(["read", $"write until {Later}"], await LevelsOfAsync());
        Assert.True(await world.MayAsync("ann", "write", Uri));
        await world.ApplyAsync($"revoke: {{resource: '{Uri}', from: 'user:ann', temporary: true}}");
        Assert.Equal(["read"], await LevelsOfAsync());
        Assert.False(await world.MayAsync("ann", "write", Uri));
        Assert.Equal(ErrorCodes.NoEffect, (await world.TryAsync($"revoke: {{resource: '{Uri}', from: 'user:ann', temporary: true}}")).Results[0].Code);
        await world.ApplyAsync($"grant: {{resource: '{Uri}', to: 'user:ann', level: write, until: '{Later}'}}");
        var removed = (await world.ApplyAsync("remove: 'user:ann'")).Results[0].Removal!;
        Assert.Equal(2, removed.Grants);
        await world.ApplyAsync("user: {id: ann}");
        Assert.Empty(await LevelsOfAsync());

        async Task<string[]> LevelsOfAsync() =>
            [.. (await host.Service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Grant), JobWorld.Cancellation)).Items.Select(i => i.Document)
                .Select(g => g["until"] is { } until ? $"{g["level"]!.Text} until {until.Text}" : g["level"]!.Text).Order(StringComparer.Ordinal)];
    }

    /// <summary>Who comes back under his old name has nothing of what the earlier one had for a time.</summary>
    [Fact]
    public async Task Delete_OfWhoHeldForATime_TakesIt()
    {
        var world = await JobsAsync(
            $"group: {{id: g, members: [{{member: 'user:ann', until: '{Until}'}}]}}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}",
            $"grant: {{resource: 'job:1', to: 'user:ann', actions: [view], until: '{Until}'}}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        Assert.True(await world.MayAsync("ann", "view", "job:1"));
        await world.ApplyAsync("delete: 'user:ann'", "user: {id: ann}");
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayAsync("ann", "view", "job:1"));
    }

    /// <summary>Terms that are malformed, or that nothing could have, are refused with the field; nothing is half applied.</summary>
    [Theory]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], from: '2026-03-01T00:00:00'}", "from", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], from: '2026-03-01'}", "from", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], until: '99999-01-01T00:00:00Z'}", "until", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], until: never}", "until", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], from: '2026-03-02T00:00:00Z', until: '2026-03-02T01:00:00+01:00'}", "until", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], when: ''}", "when", ErrorCodes.InvalidDocument)]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [run], when: {all: true}}", "when", ErrorCodes.InvalidDocument)]
    [InlineData("revoke: {resource: 'job:1', from: 'user:ann', actions: [run], until: '2026-03-02T00:00:00Z'}", "until", ErrorCodes.InvalidDocument)]
    [InlineData("acl: {resource: 'job:1', entries: [{subject: 'user:ann', effect: allow, actions: [run], when: 'context.'}]}", "entries[0].when", ErrorCodes.InvalidDocument)]
    [InlineData("group: {id: g, members: [{member: 'user:ann', when: 'context.mfa'}]}", "members[0].when", ErrorCodes.InvalidDocument)]
    [InlineData("group: {id: g, members: [{member: 'user:ann', until: '2026-03-02'}]}", "members[0].until", ErrorCodes.InvalidDocument)]
    [InlineData("group: {id: g, members: [{from: '2026-03-02T00:00:00Z'}]}", "members[0]", ErrorCodes.InvalidDocument)]
    public async Task Step_WithBadTerms_NamesTheField(string step, string field, string code)
    {
        var world = await JobsAsync();
        var result = await world.TryAsync("user: {id: new}", step);
        Assert.Equal((code, field), (result.Results[1].Code, Field(result.Results[1])));
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.User, "new"), JobWorld.Cancellation));
    }

    /// <summary>A condition of 100 KB is refused in a moment, as are texts of that length where an instant is wanted.</summary>
    [Theory]
    [InlineData("when", ErrorCodes.LimitExceeded)]
    [InlineData("until", ErrorCodes.InvalidDocument)]
    public async Task Step_WithEndlessTerms_IsRefused(string field, string code)
    {
        var world = await JobsAsync();
        var text = field == "when" ? string.Join(" || ", Enumerable.Repeat("context.mfa", 7_000)) : "2026-03-01T" + new string('0', 100_000) + "Z";
        var result = (await world.TryAsync($"grant: {{resource: 'job:1', to: 'user:ann', actions: [run], {field}: \"{text}\"}}")).Results[0];
        Assert.Equal((code, field), (result.Code, Field(result)));
        Assert.InRange(result.Message!.Length, 1, 500);
    }

    private static string? Field(StepResult result) => JobWorld.Field(result) is { } field ? field[(field.IndexOf('.') + 1)..] : null;
}

using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Servers;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>BOUNDED: what is only asked of, assumed, tried or refused leaves no place in memory for the new names in it, however many.</summary>
public sealed class NewNamesTests
{
    /// <summary>Requests of each kind; most have about a thousand names, those that are asked of everybody fewer.</summary>
    private const int Requests = 100;

    private static readonly CheckRequest Question = JobWorld.Check("bob", "run", "job:1");

    /// <summary>Each kind of request, of names that nothing has named before.</summary>
    public static TheoryData<string, Func<JobWorld, int, Task>> Kinds => new()
    {
        { "checks", async (world, turn) => await world.Service.CheckManyAsync(world.Tenant, [.. Names(turn, 250).Select(Check)], JobWorld.Cancellation) },
        { "explanations", async (world, turn) => await world.Service.ExplainAsync(world.Tenant, Check($"{turn}"), JobWorld.Cancellation) },
        { "lists", async (world, turn) => await world.Service.ListAsync(world.Tenant, new ListRequest(JobWorld.User($"u{turn}"), "run", "job"), JobWorld.Cancellation) },
        { "who", async (world, turn) => await world.Service.WhoAsync(world.Tenant, new WhoRequest("run", new ResourceRef("job", $"j{turn}")), JobWorld.Cancellation) },
        { "assumptions", (world, turn) => AssumeAsync(world, [.. Names(turn, 20).SelectMany(Steps)]) },
        { "assumptions that are refused", (world, turn) => AssumeAsync(world, [.. Names(turn, 19).SelectMany(Steps), .. Refused]) },
        { "suggestions", async (world, turn) => await world.Service.ExplainAsync(world.Tenant, Check($"{turn}") with { Suggest = true }, JobWorld.Cancellation) },
        { "dry runs", (world, turn) => ApplyAsync(world, new ApplyRequest([.. Names(turn, 200).SelectMany(Steps)]) { DryRun = true }, applied: true) },
        { "refused steps", (world, turn) => ApplyAsync(world, new ApplyRequest([.. Names(turn, 199).SelectMany(Steps), .. Refused]), applied: false) },
        { "denied steps", (world, turn) => ApplyAsync(world, new ApplyRequest([.. Names(turn, 1).SelectMany(Steps).Select(s => s with { As = JobWorld.User("bob") })]), applied: false) },
        { "lost races", (world, turn) => LoseAsync(world, [.. Names(turn, 200).SelectMany(Steps)]) },
        { "impacts", async (world, turn) => await world.Service.ImpactAsync(world.Tenant, new ImpactRequest { Steps = [.. Names(turn, 2).SelectMany(Steps)], Limit = 5 }, JobWorld.Cancellation) },
        { "undo previews", async (world, _) => Assert.True((await world.Service.UndoAsync(world.Tenant, new UndoRequest(3) { DryRun = true }, JobWorld.Cancellation)).Applied) },
    };

    private static Step[] Refused => [JobWorld.Step("unbind: {role: r, to: ['user:nobody']}")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Request_OfNewNames_LeavesNoPlaces(string kind, Func<JobWorld, int, Task> ask)
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var world = await JobWorld.MakeAsync(service, "user: {id: bob}", "user: {id: ann}", "resource: {id: 'folder:f'}", "resource: {id: 'job:1', parent: 'folder:f'}");
        await world.ApplyAsync("resource: {id: 'job:gone', owner: 'user:gone', parent: 'folder:gone'}");
        await world.ApplyAsync("delete: 'job:gone'");
        await ask(world, -1);
        var before = await PlacesAsync(service);
        for (var turn = 0; turn < Requests; turn++) await ask(world, turn);
        Assert.True(before == await PlacesAsync(service), kind);
        Assert.Equal(0, (await service.ListAsync(world.Tenant, new ListRequest(JobWorld.User("bob"), "run", "job"), JobWorld.Cancellation)).Looked);
    }

    /// <summary>What is stored after all of that is found by every way there is to find it.</summary>
    [Fact]
    public async Task Change_OfNamesThatWereOnlyTried_IsFoundEverywhere()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var world = await JobWorld.MakeAsync(service, "user: {id: ann}");
        var steps = Steps("x").ToArray();
        await ApplyAsync(world, new ApplyRequest(steps) { DryRun = true }, applied: true);
        Assert.False(await world.MayRunAsync("mx", "jx"));
        await ApplyAsync(world, new ApplyRequest(steps), applied: true);
        Assert.True(await world.MayRunAsync("mx", "jx"));
        Assert.Equal(["jx"], await world.JobsAsync("mx"));
        Assert.Equal(["jx"], await world.JobsAsync("ox"));
        Assert.Equal(["mx", "ox"], await world.RunnersAsync("jx"));
        var inside = await service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = "folder:fx" }, JobWorld.Cancellation);
        Assert.Equal("job:jx", Assert.Single(inside.Items).Ref.Id);
    }

    private static IEnumerable<string> Names(int turn, int count) => Enumerable.Range(0, count).Select(i => $"{turn}-{i}");

    private static CheckRequest Check(string name) => JobWorld.Check($"u{name}", "run", $"job:j{name}") with
    {
        Parent = new ResourceRef("folder", $"f{name}"), SubjectProperties = Node.Map(("groups", Node.List([$"g{name}"]))),
    };

    /// <summary>Five steps with a member, a group, a job, its owner and the folder it lies in, which nobody stores.</summary>
    private static IEnumerable<Step> Steps(string name) =>
    [
        JobWorld.Step($"user: {{id: m{name}}}"),
        JobWorld.Step($"group: {{id: g{name}, members: ['user:m{name}']}}"),
        JobWorld.Step($"resource: {{id: 'job:j{name}', owner: 'user:o{name}', parent: 'folder:f{name}'}}"),
        JobWorld.Step($"acl: {{resource: 'job:j{name}', entries: [{{subject: 'group:g{name}', effect: allow, actions: [run]}}, {{subject: 'user:bob', effect: deny, actions: [run]}}, {{subject: 'user:o{name}', effect: allow, actions: [run]}}]}}"),
        JobWorld.Step($"user: {{id: o{name}}}"),
    ];

    private static async Task AssumeAsync(JobWorld world, Step[] steps)
    {
        try
        {
            Assert.False((await world.Service.CheckAsync(world.Tenant, Question with { Assuming = steps }, JobWorld.Cancellation)).Allowed);
        }
        catch (AclException e)
        {
            Assert.Equal(Refused[0].Verb, steps[^1].Verb);
            Assert.NotEqual(ErrorCodes.Internal, e.Code);
        }
    }

    private static async Task ApplyAsync(JobWorld world, ApplyRequest request, bool applied) =>
        Assert.Equal(applied, (await world.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation)).Applied);

    /// <summary>A change that was planned whole, and then was made for a revision that is over.</summary>
    private static async Task LoseAsync(JobWorld world, Step[] steps)
    {
        var lost = await Assert.ThrowsAsync<AclException>(async () => await world.Service.ApplyAsync(world.Tenant, new ApplyRequest(steps) { IfRevision = 1 }, JobWorld.Cancellation));
        Assert.Equal(ErrorCodes.PreconditionFailed, lost.Code);
    }

    private static async Task<PlacesInfo> PlacesAsync(EmbeddedAclService service) => Assert.Single((await service.ReadAsync(JobWorld.Cancellation)).Tenants).Places!;
}

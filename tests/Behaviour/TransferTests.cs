using System.Text;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;
using OrleansAcl.Wire;

namespace OrleansAcl.Behaviour;

/// <summary>An export holds all there is and makes the same tenant again; an import that is cut off or refused leaves nothing.</summary>
/// <param name="host">Who answers.</param>
public abstract class TransferTests(IHost host)
{
    private static readonly string[] Steps =
    [
        "user: {id: ann, admin: true}", "user: {id: dead}", "group: {id: g, members: ['user:bob', 'group:h', 'user:dead']}", "group: {id: h, members: ['user:carl']}",
        "resource: {id: 'folder:f', owner: 'user:dead'}", "resource: {id: 'job:1', owner: 'user:bob', parent: 'folder:f', properties: {a: [1, {b: null}]}}",
        "acl: {resource: 'folder:f', by: 'user:dead', entries: [{subject: 'group:g', effect: allow, actions: [run]}, {subject: 'user:dead', effect: deny, actions: [run]}]}",
        "acl: {resource: 'job:only-named', entries: [{subject: 'user:carl', effect: deny, actions: [run]}]}", "delete: 'user:dead'",
    ];

    /// <summary>What an export makes is exported alike, and answers alike.</summary>
    [Fact]
    public async Task Import_OfAnExport_IsTheSameTenant()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var lines = await LinesAsync(world.Tenant);
        var copy = new JobWorld(host.Service, JobWorld.NewTenant());
        var info = await TenantImport.RunAsync(host.Service, copy.Tenant, lines.ToAsyncEnumerable(), null, JobWorld.Cancellation);
        Assert.False(info.Importing);
        Assert.Equal(lines.Skip(1).Select(l => l.ToString()), (await LinesAsync(copy.Tenant)).Skip(1).Select(l => l.ToString()));
        foreach (var user in (string[])["ann", "bob", "carl", "dead"])
            foreach (var job in (string[])["1", "only-named"])
                Assert.Equal(await world.MayRunAsync(user, job), await copy.MayRunAsync(user, job));
        Assert.True(await copy.MayRunAsync("carl", "1"));
        Assert.False(await copy.MayRunAsync("dead", "1"));
    }

    /// <summary>Until its end is in, an import is nobody's to see; what it would be called stays free when it fails.</summary>
    [Fact]
    public async Task Import_CutOff_LeavesNothing()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var text = string.Join('\n', [.. (await LinesAsync(world.Tenant)).Select(l => l.ToString()), ""]);
        var end = TransferWire.WriteEnd(text.Count(c => c == '\n')) + "\n";
        for (var at = 0; at < text.Length; at += Math.Max(1, text.Length / 20))
        {
            var tenant = JobWorld.NewTenant();
            await Assert.ThrowsAsync<AclException>(() => ImportAsync(tenant, text[..at]));
            Assert.Null(await host.Service.GetTenantAsync(tenant, JobWorld.Cancellation));
        }

        var whole = JobWorld.NewTenant();
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(() => ImportAsync(whole, text)));
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(() => ImportAsync(whole, text[(text.IndexOf('\n') + 1)..] + end)));
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(() => ImportAsync(whole, text + end + "{}\n")));
        await ImportAsync(whole, text + end);
        Assert.Equal(ErrorCodes.TenantExists, await JobWorld.CodeAsync(() => ImportAsync(whole, text + end)));
        Assert.True(await new JobWorld(host.Service, whole).MayRunAsync("carl", "1"));
    }

    /// <summary>A line that is refused is named, and nothing of the lines before it is left.</summary>
    [Fact]
    public async Task Import_OfABadLine_NamesIt()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var lines = await LinesAsync(world.Tenant);
        lines.Insert(3, Node.Map(("delete", Node.Of("user:nobody"))));
        var tenant = JobWorld.NewTenant();
        var refused = await Assert.ThrowsAsync<AclException>(() => TenantImport.RunAsync(host.Service, tenant, lines.ToAsyncEnumerable(), null, JobWorld.Cancellation));
        Assert.Equal((ErrorCodes.NotFound, "line 4"), (refused.Code, refused.Place));
        Assert.Null(await host.Service.GetTenantAsync(tenant, JobWorld.Cancellation));
    }

    /// <summary>A tenant that is being filled takes changes and answers nothing, until it is opened.</summary>
    [Fact]
    public async Task ImportingTenant_UntilItIsOpened_AnswersNothing()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, JobWorld.Definition with { Importing = true }, JobWorld.Cancellation);
        await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => LinesAsync(world.Tenant)));
        Assert.True((await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Importing);
        await world.PutAsync();
        Assert.True(await world.MayRunAsync("ann", "1"));
        Assert.False((await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Importing);
    }

    private async Task<List<Node>> LinesAsync(TenantId tenant)
    {
        var lines = new List<Node>();
        await foreach (var line in host.Service.ExportAsync(tenant, JobWorld.Cancellation)) lines.Add(line);
        return lines;
    }

    private async Task ImportAsync(TenantId tenant, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await TenantImport.RunAsync(host.Service, tenant, NdjsonReader.ReadAsync(stream, JobWorld.Cancellation), null, JobWorld.Cancellation);
    }
}

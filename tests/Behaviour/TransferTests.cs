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

    /// <summary>A list as long as one step may bring, with what it is filled up with, comes over whole; so does one that has grown by grants since.</summary>
    [Theory]
    [InlineData("qubole-scheduler", "scheduler", "read", 0)]
    [InlineData(null, "job", "run", 600)]
    public async Task Import_OfALongList_IsTheSameList(string? model, string type, string action, int grants)
    {
        const int Most = AclLimits.EntriesPerRequest / 2;
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, model is null ? JobWorld.Definition : new TenantDefinition { Model = model }, JobWorld.Cancellation);
        await world.ApplyAsync($"resource: {{id: '{type}:1'}}");
        Assert.Equal(ErrorCodes.LimitExceeded, (await world.TryAsync(List(Most + 1))).Results[0].Code);
        await world.ApplyAsync(List(Most));
        if (grants > 0) await world.ApplyAsync([.. Enumerable.Range(0, grants).Select(i => $"grant: {{resource: '{type}:1', to: 'user:v{i}', actions: [{action}]}}")]);
        var copy = new JobWorld(host.Service, JobWorld.NewTenant());
        await TenantImport.RunAsync(host.Service, copy.Tenant, (await LinesAsync(world.Tenant)).ToAsyncEnumerable(), null, JobWorld.Cancellation);
        var acl = new ObjectRef(ObjectRef.Acl, $"{type}:1");
        var (before, after) = (await EntriesAsync(world), await EntriesAsync(copy));
        Assert.Equal((2 * Most) + grants, before.Length);
        Assert.Equal(before, after);

        string List(int entries) => $"acl: {{resource: '{type}:1', complete: true, entries: [{string.Join(", ", Enumerable.Range(0, entries)
            .Select(i => $"{{subject: 'user:u{i}', effect: allow, actions: [{action}]}}"))}]}}";

        async Task<string[]> EntriesAsync(JobWorld of) => [.. (await host.Service.GetAsync(of.Tenant, acl, JobWorld.Cancellation))!
            .Document["entries"]!.Items.Select(e => e.ToString()).Order(StringComparer.Ordinal)];
    }

    /// <summary>Many long documents come over, though not in one change; nor are they read in one page of the log.</summary>
    [Fact]
    public async Task Import_OfLongDocuments_IsNoTooLargeChange()
    {
        const int Roles = 40, Characters = 1_000_000;
        var (world, copy) = (new JobWorld(host.Service, JobWorld.NewTenant()), new JobWorld(host.Service, JobWorld.NewTenant()));
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "slc-hub" }, JobWorld.Cancellation);
        for (var i = 0; i < Roles; i++)
        {
            var role = Node.Map(("name", Node.Of($"r{i}")), ("description", Node.Of(new string('x', Characters))), ("rules", Node.List(Array.Empty<Node>())));
            Assert.True((await host.Service.ApplyAsync(world.Tenant, [new Step("role", role)], JobWorld.Cancellation)).Applied);
        }

        await TenantImport.RunAsync(host.Service, copy.Tenant, host.Service.ExportAsync(world.Tenant, JobWorld.Cancellation), null, JobWorld.Cancellation);
        for (var since = 0L; since < Roles;)
        {
            var page = await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(since), JobWorld.Cancellation);
            Assert.InRange(page.Changes.Count, 1, Roles / 2);
            Assert.Equal(since + 1, page.Changes[0].Revision);
            since = page.Changes[^1].Revision;
        }

        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(() => copy.ApplyAsync([.. Enumerable.Range(0, Roles).Select(i => $"delete: 'role:r{i}'")])));
        for (var i = 0; i < Roles; i++) await copy.ApplyAsync($"delete: 'role:r{i}'");
        await world.DeleteAsync();
        await copy.DeleteAsync();
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

    /// <summary>Somebody removes the tenant that is being filled and makes another of its name: that one is not opened, filled up or removed by the import.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_OfATenantThatWasMadeAgain_LeavesTheOtherAlone(bool importing)
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var lines = await LinesAsync(world.Tenant);
        var other = new JobWorld(host.Service, JobWorld.NewTenant());
        var refused = await Assert.ThrowsAsync<AclException>(() => TenantImport.RunAsync(host.Service, other.Tenant, Interrupted(), null, JobWorld.Cancellation));
        Assert.Equal(ErrorCodes.PreconditionFailed, refused.Code);
        Assert.Equal(importing, (await host.Service.GetTenantAsync(other.Tenant, JobWorld.Cancellation))!.Importing);

        async IAsyncEnumerable<Node> Interrupted()
        {
            foreach (var line in lines) yield return line;
            await other.DeleteAsync();
            await host.Service.PutTenantAsync(other.Tenant, JobWorld.Definition with { Importing = importing }, JobWorld.Cancellation);
            for (var i = 0; i < 3; i++) await other.ApplyAsync($"user: {{id: theirs{i}}}");
        }
    }

    /// <summary>What is removed when all but the last word of an import is in is not made again, empty, as if it had been imported.</summary>
    [Fact]
    public async Task Import_OfATenantRemovedAtTheEnd_IsNotDone()
    {
        var world = await JobWorld.MakeAsync(host.Service, Steps);
        var lines = await LinesAsync(world.Tenant);
        var gone = new JobWorld(host.Service, JobWorld.NewTenant());
        var removed = false;
        // The last report comes when all steps are in.
        void Remove(long at) => removed = removed || gone.DeleteAsync().AsTask().GetAwaiter().GetResult();
        var refused = await Assert.ThrowsAsync<AclException>(() => TenantImport.RunAsync(host.Service, gone.Tenant, lines.ToAsyncEnumerable(), Remove, JobWorld.Cancellation));
        Assert.Equal((true, ErrorCodes.PreconditionFailed), (removed, refused.Code));
        Assert.Null(await host.Service.GetTenantAsync(gone.Tenant, JobWorld.Cancellation));
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

using OrleansAcl.Behaviour;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// Storage that fails once, at every write of a change in turn: the world is then wholly as before or wholly as after, as one process says it
/// is, and stays usable.
/// </summary>
public sealed class EveryWriteFailsTests
{
    /// <summary>More writes than a change makes.</summary>
    private const int TooMany = 60;

    private static string[] Change(int i) =>
    [
        $"group: {{id: g, members: ['user:m{i}', 'user:always']}}",
        $"resource: {{id: 'job:{i}', parent: 'folder:f{i % 2}', owner: 'user:m{i}'}}",
        $"resource: {{id: 'folder:f{i % 2}', properties: {{n: {i}}}}}",
        $"grant: {{resource: 'folder:f{i % 2}', to: 'group:g', actions: [run]}}",
        $"grant: {{resource: 'job:{i}', to: 'user:x{i}', actions: [view]}}",
        $"delete: 'job:{i - 1}'",
    ];

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_TheNthWriteFails_IsWhollyDoneOrNotAtAll(bool stored)
    {
        await using var embedded = await EmbeddedAclService.OpenAsync();
        // A failure costs a lease: they are short here.
        await using var cluster = await Cluster.StartAsync(2, options: Cluster.Options with { Lease = TimeSpan.FromMilliseconds(250), CopyEntities = 10 });
        var world = await JobWorld.MakeAsync(cluster.Service);
        var one = world.On(embedded);
        await one.PutAsync();
        foreach (var both in (JobWorld[])[world, one])
            await both.ApplyAsync("resource: {id: 'job:0', owner: 'user:m0'}", "resource: {id: 'folder:f0'}", "resource: {id: 'folder:f1'}");
        for (var n = 1; await FailsAtAsync(cluster.Storage, world, one, n, stored); n++) Assert.True(n < TooMany, "there is no end of writes");
    }

    /// <summary>Makes the n-th change, whose n-th write fails, and compares; false when it made fewer writes.</summary>
    private static async Task<bool> FailsAtAsync(SharedStorage storage, JobWorld world, JobWorld one, int n, bool stored)
    {
        var writes = 0;
        StorageCall? failed = null;
        var fail = SharedStorage.Refuse(call =>
        {
            if (Interlocked.Increment(ref writes) != n) return false;
            failed = call;
            return true;
        });
        var before = await SeenAsync(one, n);
        if (stored) storage.AfterWrite = fail;
        else storage.BeforeWrite = fail;
        var error = await Record.ExceptionAsync(() => world.ApplyAsync(Change(n)));
        (storage.BeforeWrite, storage.AfterWrite) = (null, null);
        if (error is not null) Assert.Equal(ErrorCodes.StoreFailed, Assert.IsType<AclException>(error).Code);
        // The next change waits until what was begun is finished.
        await Attempts.UntilDoneAsync(() => world.ApplyAsync($"user: {{id: probe{n}}}"));
        await one.ApplyAsync(Change(n));
        var after = await SeenAsync(one, n);
        Assert.NotEqual(before, after);
        var seen = await Attempts.UntilAnsweredAsync(() => SeenAsync(world, n));
        Assert.True(seen == after || (seen == before && error is not null), $"write {n} ({failed}), {error?.Message}\nbefore {before}\nafter {after}\nseen {seen}");
        if (seen == before)
        {
            await Attempts.UntilDoneAsync(() => world.ApplyAsync(Change(n)));
            Assert.Equal(after, await Attempts.UntilAnsweredAsync(() => SeenAsync(world, n)));
        }

        return failed is not null;
    }

    /// <summary>All that whoever the change is about may do.</summary>
    private static async Task<string> SeenAsync(JobWorld world, int n)
    {
        var seen = new List<string>();
        foreach (var user in (string[])[$"m{n}", $"m{n - 1}", "always", $"x{n}"])
        {
            foreach (var action in (string[])["run", "view"])
                seen.Add(string.Join(",", await world.Service.ListAsync(world.Tenant, new ListRequest(JobWorld.User(user), action, "job"), JobWorld.Cancellation)));
            foreach (var job in (int[])[n, n - 1]) seen.Add($"{await world.MayRunAsync(user, $"{job}")}");
        }

        return string.Join(" ", seen);
    }
}

using System.Diagnostics;
using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

public sealed class DurabilityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(500)]
    public void Store_WhoseProcessIsKilledInTheMiddle_HoldsEveryAcknowledgedWrite(int linesBeforeTheKill)
    {
        using var folder = new DataFolder();
        var acknowledged = KillAfter(linesBeforeTheKill, folder.Path);
        using var store = SqliteStore.Open(folder.Path);

        var kept = store.LoadAll().Select(record => record.Key).ToHashSet();

        Assert.True(acknowledged.Count >= linesBeforeTheKill);
        Assert.Empty(acknowledged.Except(kept));
    }

    [Fact]
    public void Store_WhileAnotherProcessHasIt_IsRefused()
    {
        using var folder = new DataFolder();
        using var child = WriteUntilKilled.Start(folder.Path);
        child.StandardOutput.ReadLine();

        var error = Assert.Throws<AclException>(() => SqliteStore.Open(folder.Path));
        Kill(child);

        Assert.Equal(ErrorCodes.StoreFailed, error.Code);
        Assert.Contains("in use by another process", error.Message);
    }

    private static List<string> KillAfter(int lines, string folder)
    {
        using var child = WriteUntilKilled.Start(folder);
        var acknowledged = new List<string>();
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (line.EndsWith(WriteUntilKilled.LineEnd)) acknowledged.Add(line[..^1]);
            if (acknowledged.Count == lines) child.Kill();
        }

        child.WaitForExit();
        return acknowledged;
    }

    private static void Kill(Process child)
    {
        child.Kill();
        child.StandardOutput.ReadToEnd();
        child.WaitForExit();
    }
}

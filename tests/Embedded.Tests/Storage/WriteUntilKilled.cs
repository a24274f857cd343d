using System.Diagnostics;
using System.Globalization;
using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

/// <summary>The child process of the durability tests: it writes and writes, and prints the key of every write that was acknowledged.</summary>
internal static class WriteUntilKilled
{
    public const string Argument = "--write-until-killed";

    /// <summary>Ends every line, so that a line cut short by the kill is recognised.</summary>
    public const char LineEnd = ';';

    private const int Writers = 4;

    /// <summary>More than any test reads; a child whose parent died ends here.</summary>
    private const int WritesEach = 50_000;

    /// <summary>Starts the child on a data folder.</summary>
    public static Process Start(string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(WriteUntilKilled).Assembly.GetName().Name + ".dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", program, Argument, folder },
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("the child did not start");
    }

    /// <summary>What the child does.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        using var store = SqliteStore.Open(folder);
        await using var queue = new CommitQueue(store);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(queue, writer)));
        return 0;
    }

    private static async Task WriteAsync(CommitQueue queue, int writer)
    {
        for (var i = 0; i < WritesEach; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{writer}-{i}");
            await queue.EnqueueAsync([new StoredRecord("t", "resource", key, "{}")], () => { }, _ => { });
            Console.Out.WriteLine(key + LineEnd);
        }
    }
}

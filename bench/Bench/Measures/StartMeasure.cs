using System.Diagnostics;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.Bench.Measures;

/// <summary>How long a new process takes from its start until it answers, over a stored world.</summary>
internal static class StartMeasure
{
    /// <summary>Stores a world, then has processes of their own open it, one after the other.</summary>
    public static async Task RunAsync(World world, string parent, int rounds)
    {
        using var folder = new DataFolder(parent);
        var host = await EmbeddedHost.OpenAsync(folder.Path);
        await using (host) await WorldLoader.LoadAsync(host.Service, world);
        var bytes = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);
        Console.WriteLine($"start: {world.Resources.Length} resources, {world.Grants.Length} grants, {Figures.Whole(bytes / 1e6)} MB on disk");
        for (var round = 0; round < rounds; round++) OpenInAProcessOfItsOwn(folder.Path);
    }

    /// <summary>What such a process does.</summary>
    public static async Task OpenAsync(string folder)
    {
        var began = Stopwatch.GetTimestamp();
        await using var host = await EmbeddedHost.OpenAsync(folder);
        var revision = (await host.Service.GetTenantAsync(EmbeddedHost.Tenant))?.Revision
            ?? throw new InvalidOperationException("the stored world was not found");
        var loaded = Stopwatch.GetElapsedTime(began);
        using var self = Process.GetCurrentProcess();
        var (sinceStart, processor) = (DateTime.Now - self.StartTime, self.TotalProcessorTime);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(
            $"  loaded in {Figures.Fine(loaded.TotalSeconds)} s, answering {Figures.Fine(sinceStart.TotalSeconds)} s after the process began, "
            + $"{Figures.Fine(processor.TotalSeconds)} s of processor time, {Figures.Whole(heap / 1e6)} MB live, revision {revision}");
    }

    private static void OpenInAProcessOfItsOwn(string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(StartMeasure).Assembly.GetName().Name + ".dll");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var child = Process.Start(dotnet, ["exec", program, "open", "--data", folder]);
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"opening the stored world failed with exit code {child.ExitCode}");
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace OrleansAcl.Servers;

/// <summary>What the operating system says of this process.</summary>
public static class ThisProcess
{
    /// <summary>How it is now.</summary>
    public static ProcessInfo Read()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessInfo(Environment.MachineName, process.Id, Version, process.StartTime)
        {
            MemoryBytes = process.WorkingSet64, HeapBytes = GC.GetTotalMemory(false), Processors = Environment.ProcessorCount,
            ProcessorSeconds = Math.Round(process.TotalProcessorTime.TotalSeconds, 1),
            System = $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        };
    }

    /// <summary>The version without the commit that a build may put behind it.</summary>
    private static string Version { get; } =
        (typeof(ThisProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}

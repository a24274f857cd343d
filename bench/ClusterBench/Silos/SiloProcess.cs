using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>
/// A silo in a process of its own: this program, started again. It ends when its standard input does, so it never outlives the run.
/// </summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>The command that such a process is started with.</summary>
    public const string Command = "silo";

    private const string Ready = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    /// <summary>Processor time it has used, all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one and returns when it is part of the cluster.</summary>
    public static async Task<SiloProcess> StartAsync(SiloPlan plan)
    {
        string?[] arguments =
        [
            .. StartedByDotnet ? (string[])[typeof(SiloProcess).Assembly.Location] : [], Command,
            "--silo-port", Text(plan.SiloPort), "--gateway-port", Text(plan.GatewayPort),
            "--primary-port", Text(plan.PrimaryPort), .. plan.Storage is null ? (string[])[] : ["--storage", plan.Storage],
        ];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments.OfType<string>())
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) != Ready)
            throw new InvalidOperationException("a silo's process did not start");
        return new SiloProcess(process);
    }

    /// <summary>Whether this program is a library that <c>dotnet</c> runs, rather than an executable.</summary>
    private static bool StartedByDotnet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(SiloPlan plan)
    {
        using var host = plan.Build();
        await host.StartAsync();
        Console.WriteLine(Ready);
        await Task.Run(Console.In.ReadToEnd);
        await host.StopAsync();
    }

    /// <summary>Kills it without warning.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                Kill();
            }
        }

        _process.Dispose();
    }
}

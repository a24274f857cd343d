namespace OrleansAcl.Cli.Serving;

/// <summary>Says how far loading the store is, once it takes more than a second and then once a second.</summary>
internal sealed class LoadingProgress(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _last = time.GetTimestamp();

    /// <summary>Takes note of how many records of how many are loaded.</summary>
    public void Report(long loaded, long total)
    {
        if (time.GetElapsedTime(_last) < Pause) return;
        _last = time.GetTimestamp();
        output.WriteLine($"loading: {loaded} of {total} records");
    }
}

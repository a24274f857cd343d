namespace OrleansAcl.Grains.Tests;

/// <summary>The system's time, which a test can put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _forward;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _forward);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromSeconds((double)Interlocked.Read(ref _forward) / TimestampFrequency);

    /// <summary>Lets so much time pass at once. Timers that run already do not notice.</summary>
    public void Forward(TimeSpan span) => Interlocked.Add(ref _forward, (long)(span.TotalSeconds * TimestampFrequency));
}

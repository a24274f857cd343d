namespace OrleansAcl.Api.Tests;

/// <summary>A clock that stands still until it is put forward.</summary>
internal sealed class StoppedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void Forward(TimeSpan span) => _now += span;
}

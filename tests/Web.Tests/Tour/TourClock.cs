namespace OrleansAcl.Web.Tests.Tour;

/// <summary>A clock that stands still but for what it is moved on, so that a story has the same times on every day.</summary>
internal sealed class TourClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves it on.</summary>
    public void Pass(TimeSpan time) => _now += time;
}

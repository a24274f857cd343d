namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>A time that stands where it was set.</summary>
internal sealed class SetTime : TimeProvider
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now { get; set; } = TimeWorlds.Start;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}

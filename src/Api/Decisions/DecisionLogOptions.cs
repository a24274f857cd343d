namespace OrleansAcl.Api.Decisions;

/// <summary>Which decisions are written down, and where.</summary>
public sealed record DecisionLogOptions
{
    /// <summary>The file, one JSON object a line: <c>{time, tenant, subject, action, resource, allowed, rung, reason, revision}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The share of decisions that is written, from 0 (none) to 1 (every one). Default: 1.</summary>
    public double Sample { get; init; } = 1;

    /// <summary>
    /// BOUNDED: most decisions waiting to be written. More than that are counted and left out: a check never waits for its log. Default: 10,000.
    /// </summary>
    public int Waiting { get; init; } = 10_000;

    /// <summary>BOUNDED: the size at which the file is put aside as <c>.1</c>, in place of an earlier one, in bytes. Default: 64 MiB.</summary>
    public long FileBytes { get; init; } = 64 << 20;

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">Naming the option at fault.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path)) throw new ArgumentException("expected a file", nameof(Path));
        if (!(Sample is >= 0 and <= 1)) throw new ArgumentException($"expected a share from 0 to 1, not {Sample}", nameof(Sample));
        if (Waiting < 1) throw new ArgumentException("expected at least 1", nameof(Waiting));
        if (FileBytes < 1) throw new ArgumentException("expected at least 1", nameof(FileBytes));
    }
}

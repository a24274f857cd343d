using OrleansAcl.Bench.Measures;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>Values of several rounds: the middle one, the least and the greatest.</summary>
internal sealed record Spread(IReadOnlyList<double> Values)
{
    public double Median => Values.Median();

    /// <summary>The same of the inverse values.</summary>
    public Spread Inverse => new([.. Values.Select(value => 1 / value)]);

    public override string ToString() => $"{Figures.Fine(Median)} ({Figures.Fine(Values.Min())} - {Figures.Fine(Values.Max())})";
}

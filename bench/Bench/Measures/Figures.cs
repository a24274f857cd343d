using System.Globalization;

namespace OrleansAcl.Bench.Measures;

/// <summary>Summaries of measured values and how they are written.</summary>
internal static class Figures
{
    /// <summary>The middle value, or the upper of the two in the middle.</summary>
    public static double Median(this IEnumerable<double> values) => values.Quantile(0.5);

    /// <summary>The value below which that share of the values lies.</summary>
    public static double Quantile(this IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    /// <summary>A count or rate for people: <c>1,234,567</c>.</summary>
    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A value with two decimals.</summary>
    public static string Fine(double value) => value.ToString("N2", CultureInfo.InvariantCulture);
}

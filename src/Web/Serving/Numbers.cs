using System.Globalization;

namespace OrleansAcl.Web.Serving;

/// <summary>Whole numbers in addresses and forms.</summary>
internal static class Numbers
{
    /// <summary>What was written; null when it is none.</summary>
    public static long? Read(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A count that a form carries, such as that of its rows: none when it says none, and at most so many.</summary>
    public static int Count(string? text, int most) => (int)Math.Min(Read(text) ?? 0, most);

    /// <summary>A number as it is written there.</summary>
    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);
}

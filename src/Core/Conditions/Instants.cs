using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>Reads instants and spans of time, with a resolution of 100 nanoseconds.</summary>
internal static class Instants
{
    /// <summary>BOUNDED: the longest text of an instant or span, in characters.</summary>
    private const int LongestText = 64;

    private static readonly (string Name, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>An instant such as <c>2026-01-01T09:00:00Z</c>; unknown when it is none.</summary>
    public static Value Timestamp(string text) =>
        text.Length <= LongestText && Node.TryInstant(text, out var instant) ? Value.Timestamp(instant.UtcTicks) : default;

    /// <summary>A span such as <c>1h30m</c>, <c>-2.5s</c> or <c>100ms</c>; unknown when it is none.</summary>
    public static Value Duration(string text)
    {
        if (text.Length > LongestText) return default;
        var rest = text.AsSpan();
        var sign = rest.StartsWith("-") ? -1 : 1;
        if (sign < 0) rest = rest[1..];
        if (rest.IsEmpty) return default;
        var total = 0m;
        while (!rest.IsEmpty)
        {
            if (!TryPart(ref rest, out var ticks)) return default;
            total += ticks;
            if (total > long.MaxValue) return default;
        }

        return Value.Duration((long)(sign * total));
    }

    /// <summary>Takes a number and its unit from the beginning.</summary>
    private static bool TryPart(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        ticks = 0;
        const int LongestNumber = 18; // with the largest unit this stays within a decimal
        var length = Digits(rest);
        if (length < rest.Length && rest[length] == '.') length += 1 + Digits(rest[(length + 1)..]);
        if (length is 0 or > LongestNumber) return false;
        if (!decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        rest = rest[length..];
        foreach (var (name, size) in Units)
        {
            if (!rest.StartsWith(name) || rest.Length > name.Length && char.IsAsciiLetter(rest[name.Length])) continue;
            ticks = number * size;
            rest = rest[name.Length..];
            return true;
        }

        return false;
    }

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
}

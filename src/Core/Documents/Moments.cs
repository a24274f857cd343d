using System.Globalization;

namespace OrleansAcl.Documents;

/// <summary>Instants as people write them: in full, or as so much later than now.</summary>
public static class Moments
{
    /// <summary>Reads an instant, or <c>+1h</c>, <c>+30m</c>, <c>+2d</c>, <c>+10s</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="now">What it is later than.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is neither, or passes the year 9999.</exception>
    public static DateTimeOffset Read(Node value, DateTimeOffset now)
    {
        var text = value.AsName();
        if (text[0] != '+') return value.AsInstant();
        try
        {
            return now + Span(value, text);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw value.Invalid("the clock would pass the year 9999");
        }
    }

    private static TimeSpan Span(Node value, string text)
    {
        if (text.Length > 2 && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, null, out var count))
        {
            switch (text[^1])
            {
                case 'd': return TimeSpan.FromDays(count);
                case 'h': return TimeSpan.FromHours(count);
                case 'm': return TimeSpan.FromMinutes(count);
                case 's': return TimeSpan.FromSeconds(count);
            }
        }

        throw value.Invalid("expected an instant, or +1h, +30m, +2d");
    }
}

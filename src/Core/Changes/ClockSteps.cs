using OrleansAcl.Documents;

namespace OrleansAcl.Changes;

/// <summary><c>clock</c>.</summary>
internal static class ClockSteps
{
    /// <summary>Moves the tenant's own clock: to an instant, or on by <c>+1h</c>, <c>+30m</c>, <c>+2d</c>.</summary>
    public static void Clock(StepScope scope, Node value)
    {
        if (scope.Caller is not null) throw value.Invalid("a clock is not moved as somebody");
        if (scope.Draft.Clock is not { } now) throw value.Invalid("this tenant has no clock of its own");
        var text = value.AsName();
        scope.Draft.Clock = text[0] == '+' ? Later(now, value, text) : value.AsInstant();
    }

    private static DateTimeOffset Later(DateTimeOffset now, Node value, string text)
    {
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
        if (text.Length > 2 && int.TryParse(text.AsSpan(1, text.Length - 2), System.Globalization.NumberStyles.None, null, out var count))
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

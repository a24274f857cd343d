namespace OrleansAcl.Conditions;

/// <summary><c>getHours()</c> and its like: a part of an instant in a time zone, or how many whole hours and so on a span has.</summary>
internal sealed class TimePartTerm(string function, Term time, TimeZoneInfo zone, string path) : Term(new FactType(FactKind.Int), path)
{
    /// <summary>The parts of an instant as CEL counts them: months, days of the month and of the year from 0, <c>getDate</c> from 1.</summary>
    private static readonly Dictionary<string, Func<DateTime, int>> OfInstant = new(StringComparer.Ordinal)
    {
        ["getFullYear"] = time => time.Year,
        ["getMonth"] = time => time.Month - 1,
        ["getDate"] = time => time.Day,
        ["getDayOfMonth"] = time => time.Day - 1,
        ["getDayOfYear"] = time => time.DayOfYear - 1,
        ["getDayOfWeek"] = time => (int)time.DayOfWeek,
        ["getHours"] = time => time.Hour,
        ["getMinutes"] = time => time.Minute,
        ["getSeconds"] = time => time.Second,
        ["getMilliseconds"] = time => time.Millisecond,
    };

    private static readonly Dictionary<string, long> OfSpan = new(StringComparer.Ordinal)
    {
        ["getHours"] = TimeSpan.TicksPerHour,
        ["getMinutes"] = TimeSpan.TicksPerMinute,
        ["getSeconds"] = TimeSpan.TicksPerSecond,
    };

    private readonly Func<DateTime, int> _part = OfInstant[function];
    private readonly long _unit = OfSpan.GetValueOrDefault(function);

    /// <summary>Whether there is a part of an instant of that name.</summary>
    public static bool IsPart(string function) => OfInstant.ContainsKey(function);

    /// <summary>Whether spans have it too.</summary>
    public static bool IsOfSpans(string function) => OfSpan.ContainsKey(function);

    protected override Value Work(ref Evaluation e)
    {
        var value = time.Evaluate(ref e);
        if (value.IsUnknown) return default;
        if (value.Kind == FactKind.Duration && _unit > 0) return Value.Of(value.Whole / _unit);
        if (value.Kind != FactKind.Timestamp) return e.Lack(time.Path, _unit > 0 ? "timestamp or duration" : "timestamp");
        var ticks = value.Whole + zone.GetUtcOffset(new DateTime(value.Whole, DateTimeKind.Utc)).Ticks;
        var local = new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks));
        return Value.Of((long)_part(local));
    }
}

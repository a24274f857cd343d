using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>From an instant, inclusive, to another, exclusive.</summary>
internal readonly record struct Window(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>From the beginning to the end of time.</summary>
    public static readonly Window Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Whether it has a beginning or an end.</summary>
    public bool IsBounded => this != Always;

    /// <summary>Whether an instant lies in it.</summary>
    public bool Holds(DateTimeOffset at) => at >= From && at < Until;

    /// <summary>The part of it around an instant in which terms neither begin nor end.</summary>
    public Window Within(Terms? terms, DateTimeOffset at) => terms is null ? this : Within(terms.From, at).Within(terms.Until, at);

    private Window Within(DateTimeOffset? edge, DateTimeOffset at) => edge is not { } turn ? this
        : turn <= at ? this with { From = turn > From ? turn : From }
        : this with { Until = turn < Until ? turn : Until };
}

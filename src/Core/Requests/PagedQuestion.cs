namespace OrleansAcl.Requests;

/// <summary>A question that is answered by a list, which may be asked for page by page.</summary>
public abstract record PagedQuestion
{
    /// <summary>Most items in the page, 1 to <see cref="AclLimits.PageItems"/>; null is everything behind <see cref="After"/>.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Where an earlier page ended, <see cref="Listed{T}.Next"/>; null is the beginning. The page goes on behind it as things are now: what came or
    /// went meanwhile neither repeats nor hides anything else.
    /// </summary>
    public string? After { get; init; }
}

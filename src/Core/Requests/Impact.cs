namespace OrleansAcl.Requests;

/// <summary>Which decisions would be other ones if steps were made, or at another instant, or both.</summary>
public sealed record ImpactRequest
{
    /// <summary>The steps, made as the system; at most <see cref="AclLimits.BatchItems"/>.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The instant it is to be then; null is the same as now. Without steps nothing but time passes.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The subjects to look at: types such as <c>group</c>, references such as <c>user:ann</c>. None is every user.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The types of resources to look at. None is all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The actions to look at, on the types that have them. None is all.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Only what is allowed now and would not be then.</summary>
    public bool OnlyLosses { get; init; }

    /// <summary>Where an earlier page ended, <see cref="ImpactReport.Next"/>; null is the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Most differences in the page. Default: 100, at most <see cref="AclLimits.PageItems"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }
}

/// <summary>A decision that would be another one.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Action">Would do what.</param>
/// <param name="Resource">On what.</param>
/// <param name="Before">How it is decided now: <c>allow</c> or <c>deny</c>.</param>
/// <param name="After">How it would be.</param>
public sealed record ImpactDifference(SubjectRef Subject, string Action, ResourceRef Resource, string Before, string After);

/// <summary>The differences, by resource, subject and action.</summary>
/// <param name="Differences">Some or all of them.</param>
/// <param name="Revision">The revision that it was compared with.</param>
public sealed record ImpactReport(IReadOnlyList<ImpactDifference> Differences, long Revision)
{
    /// <summary>The page is full.</summary>
    public const string Limit = "limit";

    /// <summary>So many decisions have been compared as one request may compare, <see cref="AclLimits.ImpactDecisions"/>.</summary>
    public const string Compared = "looked";

    /// <summary>How many decisions were compared for this page.</summary>
    public long Looked { get; init; }

    /// <summary>Why there may be more, <see cref="Limit"/> or <see cref="Compared"/>; null when there are no more.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the next page begins; null when there are no more.</summary>
    public string? Next { get; init; }

    /// <summary>Whether there are no more.</summary>
    public bool Complete => Next is null;
}

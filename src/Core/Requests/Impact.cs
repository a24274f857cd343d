using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>Which decisions would be other ones if steps were made, or at another instant, or both.</summary>
public sealed record ImpactRequest : PagedQuestion
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

    /// <summary>Facts that come with every question, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }
}

/// <summary>A decision that would be another one.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Action">Would do what.</param>
/// <param name="Resource">On what.</param>
/// <param name="Before">How it is decided now: <c>allow</c>, <c>deny</c> or <c>undecided</c>.</param>
/// <param name="After">How it would be.</param>
public sealed record ImpactDifference(SubjectRef Subject, string Action, ResourceRef Resource, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject} {Action} {Resource}: {Before}, then {After}";
}

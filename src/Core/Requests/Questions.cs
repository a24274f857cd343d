using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>May <paramref name="Subject"/> do <paramref name="Action"/> on <paramref name="Resource"/>?</summary>
/// <param name="Subject">Who asks.</param>
/// <param name="Action">The action's name.</param>
/// <param name="Resource">On what; its id is empty for something still to be created.</param>
public sealed record CheckRequest(SubjectRef Subject, string Action, ResourceRef Resource)
{
    /// <summary>The namespace asked in; null means the resource's stored one.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the resource would be created under.</summary>
    public ResourceRef? Parent { get; init; }

    /// <summary>Properties of the subject sent with the request; <c>roles</c> and <c>groups</c> (ids without prefix) replace the stored direct ones.</summary>
    public Node? SubjectProperties { get; init; }

    /// <summary>Properties of the resource sent with the request, put over the stored ones.</summary>
    public Node? ResourceProperties { get; init; }

    /// <summary>Properties of the action sent with the request, for conditions.</summary>
    public Node? ActionProperties { get; init; }

    /// <summary>Facts about the request, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>Whether an explanation is to suggest what would allow it; counts for nothing else.</summary>
    public bool Suggest { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }

    /// <summary>
    /// Steps that are taken as if they had been made, by the system, before this is asked; at most <see cref="AclLimits.AssumedSteps"/>. They are
    /// not stored and count for this question alone; the revision of the answer is the one they build on.
    /// </summary>
    public IReadOnlyList<Step> Assuming { get; init; } = [];
}

/// <summary>The answer to one check of a batch: a decision, or the error that kept it from being made.</summary>
public readonly record struct CheckOutcome(Decision Decision, AclException? Error)
{
    /// <summary>The answer in a word, as <see cref="Decision.Verdict"/>, or the error's code. Two outcomes differ when it does, whatever their reasons.</summary>
    public string Verdict => Error?.Code ?? Decision.Verdict;
}

/// <summary>A named task of the model.</summary>
/// <param name="Name">The operation's name.</param>
/// <param name="Subject">Who asks.</param>
public sealed record OperationRequest(string Name, SubjectRef Subject)
{
    /// <summary>The arguments, a mapping; null for none.</summary>
    public Node? Arguments { get; init; }

    /// <summary>What the task would return, to be filtered.</summary>
    public IReadOnlyList<ResourceRef> Items { get; init; } = [];

    /// <summary>The namespace the task is about.</summary>
    public string? Namespace { get; init; }

    /// <summary>Facts about the request, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>Properties of the subject sent with the request, as in <see cref="CheckRequest"/>.</summary>
    public Node? SubjectProperties { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }

    /// <summary>Steps that are taken as if they had been made, as in <see cref="CheckRequest.Assuming"/>.</summary>
    public IReadOnlyList<Step> Assuming { get; init; } = [];
}

/// <summary>How a task was answered.</summary>
public enum OperationOutcome : byte
{
    /// <summary>It may be done.</summary>
    Allow,

    /// <summary>It may not be done.</summary>
    Deny,

    /// <summary>It may not be done, and the model wants it to look like an error; see <see cref="OperationResult.Error"/>.</summary>
    Error,
}

/// <summary>The answer to a task.</summary>
/// <param name="Outcome">Whether it may be done.</param>
/// <param name="Error">For <see cref="OperationOutcome.Error"/>, its code.</param>
/// <param name="Visible">What remains of the items; empty unless allowed.</param>
/// <param name="Missing">The failed checks, each once, as <c>Action resource</c>.</param>
/// <param name="Reason">One line for people; contains <c>no check</c> where the task needs none.</param>
public sealed record OperationResult(
    OperationOutcome Outcome, string? Error, IReadOnlyList<ResourceRef> Visible, IReadOnlyList<string> Missing, string Reason)
{
    /// <summary>No change up to this one is missing from the answer.</summary>
    public long Revision { get; init; }
}

/// <summary>Every resource of <paramref name="Type"/> on which <paramref name="Subject"/> may do <paramref name="Action"/>.</summary>
public sealed record ListRequest(SubjectRef Subject, string Action, string Type) : PagedQuestion
{
    /// <summary>The namespace asked in; null means each resource's stored one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Properties of the subject sent with the request, as in <see cref="CheckRequest"/>.</summary>
    public Node? SubjectProperties { get; init; }

    /// <summary>Properties of the action sent with the request, for conditions.</summary>
    public Node? ActionProperties { get; init; }

    /// <summary>Facts about the request, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }

    /// <summary>Steps that are taken as if they had been made, as in <see cref="CheckRequest.Assuming"/>.</summary>
    public IReadOnlyList<Step> Assuming { get; init; } = [];
}

/// <summary>Every subject of <paramref name="Type"/> that may do <paramref name="Action"/> on <paramref name="Resource"/>.</summary>
public sealed record WhoRequest(string Action, ResourceRef Resource, string Type = SubjectRef.User) : PagedQuestion
{
    /// <summary>The namespace asked in; null means the resource's stored one.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the resource would be created under.</summary>
    public ResourceRef? Parent { get; init; }

    /// <summary>Properties of the resource sent with the request, as in <see cref="CheckRequest"/>.</summary>
    public Node? ResourceProperties { get; init; }

    /// <summary>Properties of the action sent with the request, for conditions.</summary>
    public Node? ActionProperties { get; init; }

    /// <summary>Facts about the request, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }

    /// <summary>Steps that are taken as if they had been made, as in <see cref="CheckRequest.Assuming"/>.</summary>
    public IReadOnlyList<Step> Assuming { get; init; } = [];
}

/// <summary>Every action that <paramref name="Subject"/> may do on <paramref name="Resource"/>.</summary>
public sealed record ActionsRequest(SubjectRef Subject, ResourceRef Resource) : PagedQuestion
{
    /// <summary>The namespace asked in; null means the resource's stored one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Properties of the subject sent with the request, as in <see cref="CheckRequest"/>.</summary>
    public Node? SubjectProperties { get; init; }

    /// <summary>Properties of the resource sent with the request, as in <see cref="CheckRequest"/>.</summary>
    public Node? ResourceProperties { get; init; }

    /// <summary>Facts about the request, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary>The oldest revision to be answered from; one the tenant has not reached is <see cref="ErrorCodes.RevisionNotReached"/>.</summary>
    public long? AtLeastAsFresh { get; init; }

    /// <summary>Steps that are taken as if they had been made, as in <see cref="CheckRequest.Assuming"/>.</summary>
    public IReadOnlyList<Step> Assuming { get; init; } = [];
}

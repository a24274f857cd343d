using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>Which changes of a tenant, oldest first.</summary>
/// <param name="Since">The revision after which to begin; 0 is the beginning.</param>
public sealed record ChangesRequest(long Since)
{
    /// <summary>Most changes in the answer. Default: 100, at most <see cref="AclLimits.PageItems"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How long to wait for a change when there is none yet. Default: not at all; at most <see cref="AclLimits.ChangesWait"/>.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>Some changes of a tenant.</summary>
/// <param name="Changes">One for every revision after the one asked for, in order, until the limit or until they are long.</param>
/// <param name="Revision">The newest revision there is.</param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, long Revision);

/// <summary>A change that was made as a whole.</summary>
/// <param name="Revision">The revision it led to; each change is one more than the one before.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who made it, for example <c>user:ann</c>, <c>key:deploy</c> or <c>system</c>.</param>
/// <param name="Objects">What became of which object.</param>
public sealed record Change(long Revision, DateTimeOffset Time, string Actor, IReadOnlyList<ObjectChange> Objects)
{
    /// <summary>Why, in the words of whoever made it.</summary>
    public string? Reason { get; init; }

    /// <summary>The key it was sent with, so that it is made once.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The users its steps were authorized as; none for the system.</summary>
    public IReadOnlyList<SubjectRef> As { get; init; } = [];
}

/// <summary>
/// What became of an object. Of what is on both sides only the entries are kept that differ, and of lists among them only the items. What a
/// removed group, role or policy had held together is not listed: it is gone with it. What was removed and made again in one change is there twice.
/// </summary>
/// <param name="Ref">Which object.</param>
/// <param name="Before">What it was; null when it is new.</param>
/// <param name="After">What it is; null when it is removed.</param>
public sealed record ObjectChange(ObjectRef Ref, Node? Before, Node? After)
{
    /// <summary>
    /// The lives of those whom <see cref="Before"/> names, but for first lives: whoever is removed and made again under his name begins another.
    /// </summary>
    public IReadOnlyList<Life> Lives { get; init; } = [];
}

/// <summary>One life of a user, group, role or policy.</summary>
/// <param name="Ref">Whose.</param>
/// <param name="Number">How often it had been removed before; 0 is the first.</param>
public readonly record struct Life(ObjectRef Ref, int Number);

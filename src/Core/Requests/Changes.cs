using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>One set-up step of the scenario vocabulary: a verb, its value, and the user it is done as.</summary>
/// <param name="Verb">For example <c>user</c>, <c>acl</c>, <c>bind</c>, <c>delete</c>, <c>run</c>.</param>
/// <param name="Value">The verb's value.</param>
/// <param name="As">Whom the step is authorized as; null is the system, which is not authorized.</param>
public sealed record Step(string Verb, Node Value, SubjectRef? As = null)
{
    /// <summary>What the caller's token says of him, as in <see cref="CheckRequest.SubjectProperties"/>; counts where his rights are looked at.</summary>
    public Node? AsProperties { get; init; }
}

/// <summary>Steps to be made as one change.</summary>
/// <param name="Steps">In order; at most <see cref="AclLimits.BatchItems"/>.</param>
public sealed record ApplyRequest(IReadOnlyList<Step> Steps)
{
    /// <summary>Who makes the change, for the change log; null is those the steps are authorized as, or else <c>system</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the change log; at most <see cref="AclLimits.ReasonCharacters"/> characters.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Makes the change once, however often it is sent: sent again, it is answered as it was the first time. The same key with other steps is
    /// <see cref="ErrorCodes.KeyReused"/>. Each <see cref="Actor"/> has keys of his own. Kept for <see cref="AclLimits.IdempotencyKept"/> unless very many come after it.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// What must be so before the change is made, or it is <see cref="ErrorCodes.PreconditionFailed"/>. Steps done as somebody may ask it only of what
    /// they change.
    /// </summary>
    public IReadOnlyList<Precondition> Preconditions { get; init; } = [];

    /// <summary>The revision the tenant must be at, or it is <see cref="ErrorCodes.PreconditionFailed"/>: nothing at all has been changed since. Null is any.</summary>
    public long? IfRevision { get; init; }

    /// <summary>The lives in which some who are named must still be, or it is <see cref="ErrorCodes.PreconditionFailed"/>.</summary>
    public IReadOnlyList<Life> IfLives { get; init; } = [];

    /// <summary>Says what would become of the steps, and changes nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What an object must be for a change to be made.</summary>
/// <param name="Ref">Which object.</param>
/// <param name="ETags">It must be there, and where this is not empty with one of these tags; null: it must not be there.</param>
public sealed record Precondition(ObjectRef Ref, IReadOnlyList<string>? ETags);

/// <summary>What became of one step.</summary>
public enum StepStatus : byte
{
    /// <summary>It holds.</summary>
    Applied,

    /// <summary>Authorization refused it.</summary>
    Denied,

    /// <summary>It was refused as malformed or impossible; see <see cref="StepResult.Code"/>.</summary>
    Error,

    /// <summary>It was in order, or never looked at, but another step was refused.</summary>
    NotApplied,
}

/// <summary>What became of one step.</summary>
/// <param name="Status">Applied, denied, refused, or undone with the rest.</param>
public sealed record StepResult(StepStatus Status)
{
    /// <summary>The error's code, from <see cref="ErrorCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong and what was expected.</summary>
    public string? Message { get; init; }

    /// <summary>The field at fault.</summary>
    public string? Place { get; init; }

    /// <summary>For a denied step, the checks that failed.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What was accepted but will have no effect.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>For <c>run</c>, the exit code and output; null for other verbs.</summary>
    public CommandOutput? Output { get; init; }

    /// <summary>For <c>remove</c>, how much went; null for other verbs.</summary>
    public Removal? Removal { get; init; }
}

/// <summary>What there was of a subject when it was removed.</summary>
/// <param name="Memberships">The groups it was directly in.</param>
/// <param name="Members">For a group, who was directly in it.</param>
/// <param name="Bindings">The roles and policies attached to it.</param>
/// <param name="Grants">The levels granted to it.</param>
/// <param name="Entries">The entries of access lists that named it.</param>
/// <param name="Owned">The resources it owned, which are nobody's now.</param>
public sealed record Removal(long Memberships, long Members, long Bindings, long Grants, long Entries, long Owned);

/// <summary>What a command line printed and how it ended.</summary>
public sealed record CommandOutput(int Exit, IReadOnlyList<string> Stdout, IReadOnlyList<string> Stderr);

/// <summary>What became of a list of steps.</summary>
/// <param name="Applied">Whether all of them hold; otherwise none does.</param>
/// <param name="Results">One result a step, in order.</param>
/// <param name="Revision">The tenant's revision afterwards; it rises with every applied change.</param>
public sealed record ApplyResult(bool Applied, IReadOnlyList<StepResult> Results, long Revision)
{
    /// <summary>Whether nothing was changed because it was only asked what would be.</summary>
    public bool DryRun { get; init; }

    /// <summary>For a dry run whose steps all hold, what would become of which object, as the change log would have it; for those who may read that.</summary>
    public IReadOnlyList<ObjectChange> Objects { get; init; } = [];

    /// <summary>Whether nothing was changed because the same request had been made before; revision and results are those of that time.</summary>
    public bool Replayed { get; init; }
}

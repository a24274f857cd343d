using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>One set-up step of the scenario vocabulary: a verb, its value, and the user it is done as.</summary>
/// <param name="Verb">For example <c>user</c>, <c>acl</c>, <c>bind</c>, <c>delete</c>, <c>run</c>.</param>
/// <param name="Value">The verb's value.</param>
/// <param name="As">Whom the step is authorized as; null is the system, which is not authorized.</param>
public sealed record Step(string Verb, Node Value, SubjectRef? As = null);

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
}

/// <summary>What a command line printed and how it ended.</summary>
public sealed record CommandOutput(int Exit, IReadOnlyList<string> Stdout, IReadOnlyList<string> Stderr);

/// <summary>What became of a list of steps.</summary>
/// <param name="Applied">Whether all of them hold; otherwise none does.</param>
/// <param name="Results">One result a step, in order.</param>
/// <param name="Revision">The tenant's revision afterwards; it rises with every applied change.</param>
public sealed record ApplyResult(bool Applied, IReadOnlyList<StepResult> Results, long Revision);

using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>What came back, whichever way it was asked: a verdict, an error's code, and how to show it.</summary>
/// <param name="Verdict"><c>allow</c>, <c>deny</c>, <c>undecided</c>, <c>error</c>, <c>applied</c> or <c>answered</c>.</param>
/// <param name="Code">The error's code, if it is one.</param>
/// <param name="Shown">For people.</param>
internal sealed record Answer(string Verdict, string? Code, string Shown)
{
    /// <summary>The verdicts of decisions.</summary>
    public const string Allow = "allow", Deny = "deny", Undecided = "undecided";

    /// <summary>Faults of the way there; a step expects one of them only by naming it.</summary>
    private static readonly string[] Faults = [ErrorCodes.StoreFailed, ErrorCodes.Unauthenticated, ErrorCodes.UnknownTenant, ErrorCodes.Internal, ErrorCodes.Unreachable];

    /// <summary>A decision.</summary>
    public static Answer Of(Decision decision) => Decided(decision.Allowed, decision.Reason, decision.Needs);

    /// <summary>An explained decision.</summary>
    public static Answer Of(Explanation explanation) => Decided(explanation.Allowed, explanation.DecidedBy, explanation.Needs);

    /// <summary>The answer to an operation.</summary>
    public static Answer Of(OperationResult result) => result.Outcome switch
    {
        OperationOutcome.Error => Refused(result.Error ?? "?", result.Reason),
        var outcome => Decided(outcome == OperationOutcome.Allow, result.Reason),
    };

    /// <summary>What became of a set-up step.</summary>
    public static Answer Of(StepResult result) => result.Status switch
    {
        StepStatus.Applied => new("applied", null, "applied"),
        StepStatus.Denied => Decided(false, result.Missing.Count > 0 ? "missing " + Texts.Shown(result.Missing) : result.Message ?? "no reason given"),
        StepStatus.NotApplied => new("not applied", null, "not applied"),
        _ => Refused(result.Code ?? "?", result.Place is null ? result.Message ?? "" : $"{result.Place}: {result.Message}"),
    };

    /// <summary>An error.</summary>
    public static Answer Of(AclException error) => Refused(error.Code, error.Message);

    /// <summary>A list.</summary>
    public static Answer Listed(IEnumerable<string> items) => new("answered", null, Texts.Shown(items));

    /// <summary>The facts that were lacking when it is undecided.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whether this is the verdict, and when given the code, that was expected.</summary>
    public bool Is(string verdict, string? code) =>
        Verdict == verdict && (code is null ? !Faults.Contains(Code) : Code == code);

    /// <summary>Whether both are the same verdict with the same code.</summary>
    public bool AgreesWith(Answer other) => Verdict == other.Verdict && Code == other.Code;

    private static Answer Decided(bool allowed, string reason, IReadOnlyList<string>? needs = null)
    {
        var verdict = needs is { Count: > 0 } ? Undecided : allowed ? Allow : Deny;
        return new Answer(verdict, null, $"{verdict} ({reason})") { Needs = needs ?? [] };
    }

    private static Answer Refused(string code, string message) => new("error", code, $"error {code} ({message})");
}

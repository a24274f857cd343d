namespace OrleansAcl.Cli.Scenarios;

/// <summary>One way in which a step does not hold.</summary>
/// <param name="Expected">What the step says; for a disagreement, what a single check answered.</param>
/// <param name="Got">What came back.</param>
/// <param name="IsDisagreement">Two ways of asking the same thing gave two answers (ONE-ANSWER).</param>
internal sealed record Problem(string Expected, string Got, bool IsDisagreement = false);

/// <summary>A step that does not hold, or a scenario that could not be begun.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Scenario">The scenario's title.</param>
/// <param name="Step">The step as written, on one line.</param>
/// <param name="Because">The reason the step gives, if any.</param>
/// <param name="Problems">At least one.</param>
internal sealed record StepFailure(int Line, string Scenario, string Step, string? Because, IReadOnlyList<Problem> Problems);

/// <summary>What running one file came to.</summary>
/// <param name="File">The path as given.</param>
/// <param name="Passed">Steps that hold.</param>
/// <param name="Failures">Those that do not.</param>
/// <param name="Unreadable">Why the file could not be read; it then counts as one failed.</param>
internal sealed record FileReport(string File, int Passed, IReadOnlyList<StepFailure> Failures, string? Unreadable = null)
{
    /// <summary>How many failed.</summary>
    public int Failed => Failures.Count + (Unreadable is null ? 0 : 1);
}

using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>Holds answers against what a step expects.</summary>
internal static class Expectations
{
    /// <summary>The verdict and the error's code; a set-up step without <c>expect</c> must be applied.</summary>
    public static IReadOnlyList<Problem> Verdict(ScenarioStep step, Answer answer)
    {
        // An operation or explanation may be held to its other fields alone, but not when it is an error.
        var expected = step.Expect ?? (step.Verb.Kind == VerbKind.SetUp ? "applied" : null);
        if (step.Listed is not null) return [new Problem(Texts.Shown(step.Listed), answer.Shown)];
        if (expected is null) return answer.Verdict == "error" ? [new Problem("an answer", answer.Shown)] : [];
        if (step.Needs is not null && answer.Is(expected, null)) return Same("needs ", step.Needs, answer.Needs);
        return answer.Is(expected, step.Error) ? [] : [new Problem(step.Error is null ? expected : $"{expected} {step.Error}", answer.Shown)];
    }

    /// <summary>The complete answer of an enumeration, in any order.</summary>
    public static IReadOnlyList<Problem> List(ScenarioStep step, IReadOnlyList<string> listed) =>
        step.Listed is null ? Verdict(step, Answer.Listed(listed)) : Same("", step.Listed, listed);

    /// <summary>The verdict, what remains of the items, and the failed checks.</summary>
    public static IReadOnlyList<Problem> Operation(ScenarioStep step, OperationResult result) =>
    [
        .. Verdict(step, Answer.Of(result)),
        .. Same("visible ", step.Visible, [.. result.Visible.Select(item => item.ToString())]),
        .. Same("missing ", step.Missing, result.Missing),
    ];

    /// <summary>The verdict and what the line that decided contains.</summary>
    public static IReadOnlyList<Problem> Explanation(ScenarioStep step, (Answer Answer, string DecidedBy) explained) =>
        [.. Verdict(step, explained.Answer), .. Contains("decided_by", step.DecidedBy, explained.DecidedBy)];

    /// <summary>A command's exit code and output; one of which nothing is said must end with 0.</summary>
    public static IReadOnlyList<Problem> Command(ScenarioStep step, StepResult result)
    {
        if (result.Output is not { } output)
            return step is { Exit: null, Stdout: null, Stderr: null } ? Verdict(step, Answer.Of(result)) : [new Problem("the output of a command", Answer.Of(result).Shown)];
        var exit = step.Exit ?? (step.Expect is null ? 0 : null);
        var (stdout, stderr) = (string.Join('\n', output.Stdout), string.Join('\n', output.Stderr));
        return
        [
            .. step.Expect is null ? [] : Verdict(step, Answer.Of(result)),
            .. exit is null || exit == output.Exit ? (Problem[])[] : [new Problem($"exit {exit}", $"exit {output.Exit}{(stderr.Length > 0 ? $" ({stderr})" : "")}")],
            .. Contains("stdout", step.Stdout, stdout),
            .. Contains("stderr", step.Stderr, stderr),
        ];
    }

    private static IReadOnlyList<Problem> Same(string what, IReadOnlyList<string>? expected, IReadOnlyList<string> got) =>
        expected is null || Texts.SameSet(expected, got) ? [] : [new Problem(what + Texts.Shown(expected), what + Texts.Shown(got))];

    private static IEnumerable<Problem> Contains(string what, IReadOnlyList<string>? expected, string got) =>
        (expected ?? []).Where(part => !got.Contains(part, StringComparison.Ordinal)).Select(part => new Problem($"{what} containing `{part}`", $"`{got}`"));
}

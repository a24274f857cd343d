using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>One document of a scenario file, its form checked, nothing of it asked yet.</summary>
/// <param name="Title">Printed on failure.</param>
/// <param name="Line">The line its title stands on.</param>
/// <param name="Model">A built-in model's name, or a path relative to the scenario file.</param>
/// <param name="ModelLine">The line the model is named on.</param>
/// <param name="Steps">What is done and asked, in order.</param>
internal sealed record Scenario(string Title, int Line, string Model, int ModelLine, IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>Where the tenant's clock starts; null is the time of the run.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>The model's settings, a mapping; null for its defaults.</summary>
    public Node? Settings { get; init; }
}

/// <summary>One step: its verb, the verb's value, and what is expected of it. Expectations are null where the step does not say.</summary>
/// <param name="Verb">One of <see cref="Verbs"/>.</param>
/// <param name="Value">The verb's value.</param>
/// <param name="Line">The line the verb stands on.</param>
internal sealed record ScenarioStep(Verb Verb, Node Value, int Line)
{
    /// <summary><c>allow</c>, <c>deny</c> or <c>error</c>.</summary>
    public string? Expect { get; init; }

    /// <summary>The complete answer of a question that enumerates, in any order.</summary>
    public IReadOnlyList<string>? Listed { get; init; }

    /// <summary>The code of the expected error.</summary>
    public string? Error { get; init; }

    /// <summary>Shown on failure.</summary>
    public string? Because { get; init; }

    /// <summary>Whom a set-up step is authorized as; null is the system.</summary>
    public string? As { get; init; }

    /// <summary>What remains of an operation's items, in any order.</summary>
    public IReadOnlyList<string>? Visible { get; init; }

    /// <summary>An operation's failed checks, in any order.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>What the line that decided must contain.</summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }

    /// <summary>The facts that must be named as lacking, in any order.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>A command's exit code.</summary>
    public long? Exit { get; init; }

    /// <summary>What a command's output must contain.</summary>
    public IReadOnlyList<string>? Stdout { get; init; }

    /// <summary>What a command's error output must contain.</summary>
    public IReadOnlyList<string>? Stderr { get; init; }
}

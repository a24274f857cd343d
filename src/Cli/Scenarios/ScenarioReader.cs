using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// Reads scenario files. Everything that can be wrong with the form is found here, before anything runs; what a question's or set-up
/// verb's value means is found when the step is run, for a step may expect to be refused.
/// </summary>
internal static class ScenarioReader
{
    private static readonly string[] Keys = ["scenario", "model", "clock", "settings", "steps"];

    /// <summary>Reads every scenario of a file's text; empty documents are passed over.</summary>
    /// <exception cref="MalformedFileException">With the line and key at fault.</exception>
    /// <exception cref="AclException">When the text is no YAML.</exception>
    public static IReadOnlyList<Scenario> Read(string text)
    {
        var scenarios = Yaml.ParseAll(text).Where(document => document.Kind != NodeKind.Null).Select(ReadScenario).ToArray();
        return scenarios.Length > 0 ? scenarios : throw new MalformedFileException(0, "the file holds no scenario");
    }

    private static Scenario ReadScenario(Node document)
    {
        Form.RequireKeys(document, "a scenario", Keys);
        var title = Form.Require(document, "scenario", "a scenario");
        var model = Form.Require(document, "model", "a scenario");
        var steps = Form.Require(document, "steps", "a scenario");
        if (steps.Kind != NodeKind.List) throw new MalformedFileException(Form.LineOf(steps), "`steps` must be a list");
        return new Scenario(
            Form.Text(title, "scenario")!, Form.LineOf(title), Form.Text(model, "model")!, Form.LineOf(model), [.. steps.Items.Select(ReadStep)])
        {
            Clock = ReadClock(document["clock"]),
            Settings = document["settings"] is { } settings ? Form.RequireMap(settings, "`settings`") : null,
        };
    }

    private static DateTimeOffset? ReadClock(Node? node)
    {
        if (node is null) return null;
        return Node.TryInstant(Form.Text(node, "clock")!, out var instant)
            ? instant
            : throw new MalformedFileException(Form.LineOf(node), "`clock` must be an instant such as 2026-01-01T09:00:00Z");
    }

    private static ScenarioStep ReadStep(Node node)
    {
        var (verb, value) = StepForm.ReadVerb(node);
        Form.RequireKeys(node, $"a `{verb.Name}` step", [verb.Name, .. Verbs.Modifiers, .. verb.Results]);
        if (verb.Kind != VerbKind.SetUp) Form.RequireKeys(value, $"`{verb.Name}`", verb.Keys);
        var step = new ScenarioStep(verb, value, Form.LineOf(value))
        {
            Error = Form.Text(node["error"], "error"),
            Because = Form.Text(node["because"], "because"),
            As = StepForm.ReadAs(node["as"]),
            Visible = Form.Texts(node["visible"], "visible"),
            Missing = Form.Texts(node["missing"], "missing"),
            DecidedBy = Form.Texts(node["decided_by"], "decided_by"),
            Needs = Form.Texts(node["needs"], "needs"),
            Exit = ReadExit(node["exit"]),
            Stdout = Form.Texts(node["stdout"], "stdout"),
            Stderr = Form.Texts(node["stderr"], "stderr"),
        };
        return WithExpectation(step, node);
    }

    private static ScenarioStep WithExpectation(ScenarioStep step, Node node)
    {
        var expect = node["expect"];
        var listed = expect is { Kind: NodeKind.List } && step.Verb.Kind == VerbKind.Enumerates;
        step = listed ? step with { Listed = Form.Texts(expect, "expect") } : step with { Expect = expect?.ScalarText };
        if (expect is not null && !listed && (step.Expect is null || !Verdicts(step.Verb.Kind).Contains(step.Expect)))
            throw new MalformedFileException(Form.LineOf(expect), $"`expect` of a `{step.Verb.Name}` step must be {Expected(step.Verb.Kind)}");
        if (step.Error is not null && step.Expect != "error")
            throw new MalformedFileException(Form.LineOf(node["error"]!), "`error` needs `expect: error`");
        if (step.Needs is not null && step.Expect != Answer.Undecided)
            throw new MalformedFileException(Form.LineOf(node["needs"]!), "`needs` needs `expect: undecided`");
        if (step.Verb.Kind != VerbKind.SetUp && expect is null && step is { Visible: null, Missing: null, DecidedBy: null })
            throw new MalformedFileException(step.Line, $"a `{step.Verb.Name}` step needs `expect`");
        return step;
    }

    private static string[] Verdicts(VerbKind kind) => kind switch
    {
        VerbKind.SetUp => ["deny", "error"],
        VerbKind.Asks => ["allow", "deny", "undecided", "error"],
        _ => ["error"],
    };

    private static string Expected(VerbKind kind) =>
        (kind == VerbKind.Enumerates ? "a list or " : "") + string.Join(" or ", Verdicts(kind).Select(verdict => $"`{verdict}`"));

    private static long? ReadExit(Node? node)
    {
        if (node is null) return null;
        return node.Kind == NodeKind.Number && long.TryParse(node.Text, out var exit)
            ? exit
            : throw new MalformedFileException(Form.LineOf(node), "`exit` must be a whole number");
    }
}

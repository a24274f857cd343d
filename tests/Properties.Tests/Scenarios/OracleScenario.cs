using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Actian;
using OrleansAcl.Oracle.Apolo;
using OrleansAcl.Oracle.Lusid;
using OrleansAcl.Oracle.Qubole;
using OrleansAcl.Oracle.SlcHub;
using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Scenarios;

/// <summary>
/// Runs one scenario on the oracle, up to the first step that it does not model, such as a command line. What must be refused and what
/// must be an error is left out, for the oracle decides and does not validate.
/// </summary>
internal sealed class OracleScenario
{
    private readonly Node _document;
    private readonly World? _world;
    private readonly Func<World, ITasks>? _tasks;

    public OracleScenario(Node document)
    {
        _document = document;
        var clock = document["clock"]?.AsInstant() ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string Setting(string key) => document.At("settings", key)?.AsString() ?? "default";
        (_world, _tasks) = document.Require("model").AsString() switch
        {
            "actian-dataconnect" => ((World?)new ActianWorld(clock), (Func<World, ITasks>?)(world => new ActianTasks((ActianWorld)world))),
            "qubole-scheduler" => (new QuboleWorld(clock), world => new QuboleTasks((QuboleWorld)world)),
            "lusid-scheduler" => (new LusidWorld(clock), world => new LusidTasks((LusidWorld)world)),
            "slc-hub" => (new SlcHubWorld(clock), world => new SlcHubTasks((SlcHubWorld)world)),
            "apolo" => (new ApoloWorld(clock, Setting("cluster"), Setting("org"), Setting("project")), world => new ApoloTasks((ApoloWorld)world)),
            _ => (null, null),
        };
    }

    /// <summary>Answers that were not as expected.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>How many questions were compared.</summary>
    public int Asked { get; private set; }

    public void Run()
    {
        if (_world is null) return;
        foreach (var step in _document.Require("steps").AsList())
        {
            var (verb, value) = step.Entries.First();
            var question = Question(verb, value);
            if (question is null && step["expect"] is null && !TryApply(verb, value, step["as"] is not null)) return;
            if (question is not null && step["expect"] is { } expect && expect.ScalarText != "error") Compare(question, step, expect);
        }
    }

    private bool TryApply(string verb, Node value, bool ofUser) =>
        verb != "run" && !(ofUser && verb is "resource" or "acl" or "object_policy") && Questions.Step(new Step(verb, value)).Expected(_world!) == "applied";

    private void Compare(Question question, Node step, Node expect)
    {
        if (question.Expected(_world!) is not { } answer) return;
        Asked++;
        var wanted = expect.Kind == NodeKind.List ? Questions.Sorted(expect.AsStrings()) : expect.Text;
        if (question.Verb == "operation") wanted = Task(wanted, step, answer);
        if (answer != wanted) Wrong.Add($"{_document["scenario"]?.Text}, line {step.Line}: expected `{wanted}`, the oracle says `{answer}`");
    }

    /// <summary>The parts of a task's answer that the step does not mention are taken as they are.</summary>
    private static string Task(string wanted, Node step, string answer)
    {
        var (missing, visible) = (answer.IndexOf(" missing ", StringComparison.Ordinal), answer.IndexOf(" visible ", StringComparison.Ordinal));
        string Part(string key, string otherwise) => step[key] is { } list ? $" {key} {Questions.Sorted(list.AsStrings())}" : otherwise;
        return wanted + Part("missing", answer[missing..visible]) + Part("visible", answer[visible..]);
    }

    private Question? Question(string verb, Node value)
    {
        switch (verb)
        {
            case "check" or "explain": return Questions.Check(CheckOf(value, value.Require("action").AsString()));
            case "list": return Questions.List(CheckOf(value, value.Require("action").AsString()), value.Require("type").AsString());
            case "who" when value["type"]?.Text is null or "user": return Questions.Who(CheckOf(value, value.Require("action").AsString()));
            case "actions": return Questions.Actions(CheckOf(value, ""));
            case "operation" when _tasks is not null && Operation(value) is var request && _tasks(_world!).Names.Contains(request.Name):
                return Questions.Operation(request, _tasks);
            case "who" or "operation": return new Question(verb, "", _ => throw new PageIsSilentException("not covered"), (_, _) => throw new NotSupportedException());
            default: return null;
        }
    }

    private static OperationRequest Operation(Node value)
    {
        var check = CheckOf(value, "");
        return new OperationRequest(value.Require("name").AsString(), check.Subject)
        {
            SubjectProperties = check.SubjectProperties, Arguments = value["args"], Namespace = check.Namespace, Context = check.Context,
            Items = [.. (value["items"]?.AsStrings() ?? []).Select(ResourceRef.Parse)],
        };
    }

    private static CheckRequest CheckOf(Node value, string action)
    {
        var (subject, resource) = (value["subject"], value["resource"]);
        return new CheckRequest(
            SubjectRef.Parse(Reference(subject) ?? "user:none"), action, ResourceRef.Parse(Reference(resource) ?? "none:none"))
        {
            Namespace = value["namespace"]?.AsString(), Context = value["context"],
            Parent = value["parent"] is { } parent ? ResourceRef.Parse(parent.AsString()) : null,
            SubjectProperties = subject?["properties"], ResourceProperties = resource?["properties"],
        };
    }

    private static string? Reference(Node? node) =>
        node is { Kind: NodeKind.Map } ? $"{node.Require("type").AsString()}:{node.Require("id").AsString()}" : node?.AsString();
}

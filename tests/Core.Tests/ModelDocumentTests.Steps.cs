using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Operations;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.WhatIf;
using OrleansAcl.Wire;

namespace OrleansAcl.Tests;

public sealed partial class ModelDocumentTests
{
    /// <summary>Runs the steps a document shows against the engine alone. `acl test` is the real runner; this one knows the common verbs.</summary>
    private sealed class ScenarioSteps(TenantState tenant)
    {
        private static readonly string[] Modifiers = ["expect", "error", "because", "as", "missing", "visible", "decided_by", "needs"];

        private static readonly string[] Questions = ["check", "explain", "operation", "list", "who", "actions"];

        public static IEnumerable<string> Failures(Node scenario, Model model)
        {
            var steps = new ScenarioSteps(new TenantBlueprint(Node.Map(), model, model.Settings, scenario["clock"]?.AsInstant()).Build(TenantId.Default));
            return [.. scenario["steps"]!.Items.Select(steps.Failure).OfType<string>()];
        }

        private string? Failure(Node step)
        {
            var (verb, value) = step.Entries.Single(e => !Modifiers.Contains(e.Key));
            var expected = step["expect"] is { } expect ? Shown(expect) : "applied";
            var got = Questions.Contains(verb)
                ? Assumptions.Ask(tenant, TimeProvider.System, StepWire.ReadAssumed(value), step, (view, asked) => Answer(view, verb, value, asked))
                : Apply(verb, value, step);
            return got == expected ? null : $"line {step.Line}: {verb} {value}: expected {expected}, got {got}";
        }

        private static string Answer(TenantView view, string verb, Node value, Node step)
        {
            switch (verb)
            {
                case "check":
                    var decision = view.Check(Check(value));
                    Assert.Equal((step["needs"]?.Items ?? []).Select(n => n.Text), decision.Needs);
                    return decision.Undecided ? "undecided" : Verdict(decision.Allowed);
                case "explain":
                    var explained = view.Explain(Check(value));
                    foreach (var part in step["decided_by"]?.Items ?? []) Assert.Contains(part.Text, explained.DecidedBy);
                    return Verdict(explained.Allowed);
                case "operation": return Operation(view, value, step);
                case "list": return Shown(view.List(new ListRequest(Subject(value), Text(value, "action"), Text(value, "type"))));
                case "who": return Shown(view.Who(new WhoRequest(Text(value, "action"), Resource(value))));
                default: return Shown(view.Actions(new ActionsRequest(Subject(value), Resource(value))));
            }
        }

        private string Apply(string verb, Node value, Node step)
        {
            var draft = new Draft(tenant);
            var caller = step["as"] is { } by ? SubjectRef.Parse(by.Text) : (SubjectRef?)null;
            if (new StepApplier(draft, TimeProvider.System).Apply([new Step(verb, value.Copy(), caller)], out var results))
            {
                draft.Keep();
                draft.Publish();
                return "applied";
            }

            draft.Drop();
            if (step["error"] is { } code) Assert.Equal(code.Text, results[0].Code);
            return results[0].Status == StepStatus.Denied ? "deny" : "error";
        }

        private static string Operation(TenantView view, Node value, Node step)
        {
            var result = new OperationRunner(view).Run(new OperationRequest(Text(value, "name"), Subject(value))
            {
                Arguments = value["args"]?.Copy(),
                Items = [.. (value["items"]?.Items ?? []).Select(i => ResourceRef.Parse(i.Text))],
            });
            if (step["missing"] is { } missing) Assert.Equal(missing.AsStrings(), result.Missing);
            if (step["visible"] is { } visible) Assert.Equal(Shown(visible), Shown(result.Visible));
            return result.Outcome.ToString().ToLowerInvariant();
        }

        private static CheckRequest Check(Node value) => new(Subject(value), Text(value, "action"), Resource(value))
        {
            Parent = value["parent"] is { } parent ? ResourceRef.Parse(parent.Text) : null,
            Namespace = value["namespace"]?.Text,
            Context = value["context"]?.Copy(),
        };

        private static SubjectRef Subject(Node value) => SubjectRef.Parse(Text(value, "subject"));

        private static ResourceRef Resource(Node value) => ResourceRef.Parse(Text(value, "resource"));

        private static string Text(Node value, string key) => value.Require(key).AsString();

        private static string Verdict(bool allowed) => allowed ? "allow" : "deny";

        private static string Shown(Node expected) => expected.Kind == NodeKind.List ? Shown(expected.AsStrings()) : expected.Text;

        private static string Shown<T>(IEnumerable<T> listed) => "[" + string.Join(", ", listed.Select(l => l!.ToString()).Order(StringComparer.Ordinal)) + "]";
    }
}

using OrleansAcl.Documents;

namespace OrleansAcl.Oracle.Lusid;

/// <summary>What a policy or a collection is named by.</summary>
internal sealed record PolicyId(string Scope, string Code)
{
    public static PolicyId Read(Node value) => new(value["scope"]?.AsString() ?? "default", value.Require("code").AsString());

    public static List<PolicyId> ReadList(Node? list) => [.. (list?.AsList() ?? []).Select(Read)];
}

/// <summary>What a policy is asked.</summary>
internal sealed record Question(string Activity, Resource On, Node? Context, DateTimeOffset Now);

/// <summary>Section 3: a policy document.</summary>
internal sealed record Policy(PolicyId Id, bool Allow, Node Document)
{
    public static Policy Read(Node value) => new(PolicyId.Read(value), value.Require("grant").AsString() == "Allow", value);

    /// <summary>Active from <c>activate</c> (inclusive) to <c>deactivate</c> (exclusive), either unbounded when left out.</summary>
    public static bool IsOpen(Node? when, DateTimeOffset now) =>
        (when?["activate"] is not { } from || now >= from.AsInstant()) && (when?["deactivate"] is not { } to || now < to.AsInstant());

    /// <summary>Open, its conditions all hold, and one of its selectors matches.</summary>
    public bool Matches(Question asked) =>
        IsOpen(Document["when"], asked.Now)
        && (Document["if"]?.AsList() ?? []).All(c => Conditions.If(c, asked.Context))
        && (Document["for"]?.AsList() ?? []).All(c => Conditions.For(c, asked))
        && Document.Require("selectors").AsList().Any(s => Selects(s, asked));

    private static bool Selects(Node selector, Question asked)
    {
        var (kind, definition) = selector.Entries.Single();
        var actions = definition["actions"]?.AsList() ?? [];
        if (!actions.Any(a => Speaks(a, asked))) return false;
        return kind switch
        {
            "matchAllSelectorDefinition" => true,
            "idSelectorDefinition" => Identifies(definition.Require("identifier"), asked.On.Ref),
            "metadataSelectorDefinition" => definition.Require("expressions").AsList().All(e => Holds(e, asked.On.Properties)),
            "policySelectorDefinition" => false,
            _ => throw new PageIsSilentException(kind),
        };
    }

    private static bool Speaks(Node action, Question asked) =>
        Vocabulary.Same(action.Require("entity").AsString(), asked.On.Ref.Type)
        && (action.Require("activity").AsString() is var activity && (Vocabulary.Same(activity, "Any") || Vocabulary.Same(activity, asked.Activity)));

    private static bool Identifies(Node identifier, ResourceRef resource) => Vocabulary.Components(resource).All(
        component => identifier[component.Key]?.AsString() is not { } wanted || wanted == "*" || wanted == component.Value);

    private static bool Holds(Node expression, Node? properties)
    {
        if (properties?[expression.Require("metadataKey").AsString()]?.ScalarText is not { } value) return false;
        var text = expression["textValue"]?.Text ?? "";
        return expression.Require("operator").AsString() switch
        {
            "Equals" => value == text,
            "NotEquals" => value != text,
            "In" => expression.Require("textValues").AsStrings().Contains(value),
            "GreaterThan" => Compare(value, text) > 0,
            "GreaterThanOrEqualTo" => Compare(value, text) >= 0,
            "LessThan" => Compare(value, text) < 0,
            "LessThanOrEqualTo" => Compare(value, text) <= 0,
            var other => throw new PageIsSilentException(other),
        };
    }

    private static int Compare(string left, string right) => decimal.Parse(left).CompareTo(decimal.Parse(right));
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>The form of a single step: one verb, and whom it is done as.</summary>
internal static class StepForm
{
    /// <summary>The one verb of a step and its value.</summary>
    /// <exception cref="MalformedFileException">Without a verb, with two, or when the only candidate is unknown.</exception>
    public static (Verb Verb, Node Value) ReadVerb(Node node)
    {
        var verbs = Form.RequireMap(node, "a step").Entries
            .Select(entry => (Verb: Verbs.Find(entry.Key), entry.Value)).Where(entry => entry.Verb is not null).ToArray();
        if (verbs.Length == 1) return (verbs[0].Verb!, verbs[0].Value);
        if (verbs.Length > 1)
            throw new MalformedFileException(Form.LineOf(verbs[1].Value), $"a step has one verb, not both `{verbs[0].Verb!.Name}` and `{verbs[1].Verb!.Name}`");
        var unknown = node.Entries.FirstOrDefault(entry => !Verbs.Modifiers.Contains(entry.Key));
        throw unknown.Value is null
            ? new MalformedFileException(node.Line, "the step has no verb")
            : new MalformedFileException(Form.LineOf(unknown.Value), $"unknown key `{unknown.Key}`; the step has no verb");
    }

    /// <summary>Whom a step is done as, still as text.</summary>
    /// <exception cref="MalformedFileException">When it is no subject reference.</exception>
    public static string? ReadAs(Node? node)
    {
        var text = Form.Text(node, "as");
        if (text is null) return null;
        try
        {
            return SubjectRef.Parse(text).ToString();
        }
        catch (AclException e)
        {
            throw new MalformedFileException(Form.LineOf(node!), $"`as`: {e.Detail}");
        }
    }

    /// <summary>Reads a list of set-up steps, or a mapping with <c>steps</c>, as <c>acl apply</c> takes it.</summary>
    /// <param name="document">The list or mapping.</param>
    /// <param name="otherwiseAs">Whom steps without an <c>as</c> of their own are done as.</param>
    /// <exception cref="MalformedFileException">With the line and key at fault.</exception>
    public static IReadOnlyList<Step> ReadSteps(Node document, SubjectRef? otherwiseAs)
    {
        if (document.Kind == NodeKind.Map) Form.RequireKeys(document, "a step file", ["steps"]);
        var steps = document.Kind == NodeKind.Map ? Form.Require(document, "steps", "a step file") : document;
        return steps.Kind == NodeKind.List
            ? [.. steps.Items.Select(step => ReadSetUp(step, otherwiseAs))]
            : throw new MalformedFileException(steps.Line, "expected a list of steps");
    }

    private static Step ReadSetUp(Node node, SubjectRef? otherwiseAs)
    {
        var (verb, value) = ReadVerb(node);
        if (verb.Kind != VerbKind.SetUp)
            throw new MalformedFileException(Form.LineOf(value), $"`{verb.Name}` asks; only steps that set something up can be applied");
        Form.RequireKeys(node, $"a `{verb.Name}` step", [verb.Name, "as"]);
        return new Step(verb.Name, value.Copy(), ReadAs(node["as"]) is { } own ? SubjectRef.Parse(own) : otherwiseAs);
    }
}

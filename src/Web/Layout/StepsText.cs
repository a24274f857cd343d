using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Web.Layout;

/// <summary>
/// Steps as a field holds them: a list of steps in YAML or JSON, or a whole change, <c>{steps, preconditions, reason}</c>, as <c>acl apply</c> takes it.
/// </summary>
internal static class StepsText
{
    /// <summary>The change that a text stands for; one without steps when it is empty.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="field">The field, for complaints.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field, and the step and line in it.</exception>
    public static ApplyRequest Read(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return new ApplyRequest([]);
        try
        {
            var node = text.TrimStart() is ['[' or '{', ..] ? ReadJson(text) : Yaml.Parse(text);
            var request = StepWire.ReadRequest(node.Kind == NodeKind.List ? Node.Map(("steps", node)) : node);
            return new ApplyRequest(request.Steps) { Preconditions = request.Preconditions, Reason = request.Reason };
        }
        catch (AclException e)
        {
            throw At(field, e);
        }
    }

    /// <summary>A complaint about steps, at the field they stand in.</summary>
    public static AclException At(string field, AclException error)
    {
        // What is wrong with the steps a question assumes says so of their place in the question.
        var place = error.Place is { } inText && inText.StartsWith("assuming", StringComparison.Ordinal) ? "steps" + inText["assuming".Length..] : error.Place;
        return new AclException(error.Code, place is null or "steps" ? error.Detail : $"{place}: {error.Detail}", field, error);
    }

    /// <summary>Steps as text that <see cref="Read"/> takes, JSON with a step on each line.</summary>
    public static string Write(IEnumerable<Step> steps) => $"[{string.Join(",\n ", steps.Select(StepWire.Write))}]";

    /// <summary>A change as text that <see cref="Read"/> takes.</summary>
    public static string Write(ApplyRequest request) => request.Preconditions.Count == 0 ? Write(request.Steps) : StepWire.WriteRequest(request).ToString();

    /// <summary>The steps of a text, one a line, for people.</summary>
    public static IEnumerable<string> Lines(IEnumerable<Step> steps) => steps.Select(step => $"{step.Verb}: {step.Value}");

    /// <summary>JSON that is not, may be YAML all the same: <c>[user: {id: ann}]</c>.</summary>
    private static Node ReadJson(string text)
    {
        try
        {
            return Json.Parse(text);
        }
        catch (AclException)
        {
            return Yaml.Parse(text);
        }
    }
}

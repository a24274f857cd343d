using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>Steps in the scenario vocabulary: <c>{verb: value}</c> with an optional <c>as</c>; a request is <c>{steps: [..]}</c>.</summary>
public static class StepWire
{
    private const string As = "as";

    /// <summary>Reads a request of at most <see cref="AclLimits.BatchItems"/> steps. Which verbs there are is the engine's to say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<Step> ReadMany(Node body) => body.RequireMap("steps!").Batch("steps", Read);

    /// <summary>Writes a request.</summary>
    public static Node WriteMany(IEnumerable<Step> steps) => Node.Map(("steps", Node.List(steps.Select(Write))));

    private static Step Read(Node node)
    {
        var verbs = node.AsMap().Where(entry => entry.Key != As).ToList();
        if (verbs.Count != 1) throw node.Invalid($"expected one verb, not {verbs.Count}");
        return new Step(verbs[0].Key, verbs[0].Value, node[As] is { } subject ? SubjectWire.Read(subject) : null);
    }

    private static Node Write(Step step) => Node.Map(
        (step.Verb, step.Value.Copy()),
        (As, step.As is { } subject ? SubjectWire.Write(subject) : null));
}

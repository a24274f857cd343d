using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>Writes AuthZEN answers: <c>{decision, context}</c> with the reason, or with the error of a batch's item.</summary>
internal static class EvaluationWriter
{
    /// <summary>A decision and what it rests on; undecided is no, with the facts that were lacking.</summary>
    public static Node Write(Decision decision) => Answer(
        decision.Allowed, ("reason", Node.Of(decision.Reason)), ("rung", Node.Of(decision.Rung)),
        ("needs", decision.Undecided ? Node.List(decision.Needs) : null));

    /// <summary>The answers of a batch.</summary>
    public static Node Write(IEnumerable<CheckOutcome> outcomes) =>
        Node.Map(("evaluations", Node.List(outcomes.Select(o => o.Error is { } error ? Write(error) : Write(o.Decision)))));

    private static Node Write(AclException error) => Answer(false, ("error", Node.Map(
        ("status", Node.Of(Refusal.StatusOf(error.Code))),
        ("code", Node.Of(error.Code)),
        ("message", Node.Of(error.Message)))));

    private static Node Answer(bool decision, params IEnumerable<(string Key, Node? Value)> context) =>
        Node.Map(("decision", Node.Of(decision)), ("context", Node.Map(context)));
}

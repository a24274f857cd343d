using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Decisions: <c>{allowed, rung, reason, needs, revision}</c>, with <c>needs</c> only for a question that is undecided; in a batch also
/// <c>{error: {code, message, place}}</c>.
/// </summary>
public static class DecisionWire
{
    /// <summary>Reads a decision.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Decision Read(Node body)
    {
        body.RequireMap("allowed!", "rung!", "reason!", "needs", Fields.Revision);
        var (allowed, rung, reason) = (body.Require("allowed").AsBoolean(), body.Require("rung").AsString(), body.Require("reason").AsString());
        var decision = body["needs"] is { } needs ? Decision.MadeUndecided(rung, reason, needs.AsStrings()) : Decision.Made(allowed, rung, reason);
        return decision with
        {
            Revision = body.RevisionOf(),
        };
    }

    /// <summary>Writes a decision.</summary>
    public static Node Write(Decision decision) => Node.Map(
        ("allowed", Node.Of(decision.Allowed)),
        ("rung", Node.Of(decision.Rung)),
        ("reason", Node.Of(decision.Reason)),
        ("needs", Fields.Texts(decision.Needs)),
        (Fields.Revision, Node.Of(decision.Revision)));

    /// <summary>Reads the answers of a batch, <c>{results: [..], revision}</c>, in the order of the checks.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<CheckOutcome> ReadMany(Node body) =>
        new([.. body.RequireMap("results!", Fields.Revision).Require("results").AsList().Select(ReadOutcome)], body.RevisionOf());

    /// <summary>Writes the answers of a batch.</summary>
    public static Node WriteMany(Listed<CheckOutcome> outcomes) =>
        Node.Map(("results", Node.List(outcomes.Select(WriteOutcome))), (Fields.Revision, Node.Of(outcomes.Revision)));

    /// <summary>Reads the answer to one check of several.</summary>
    internal static CheckOutcome ReadOutcome(Node node) => node["error"] is { } error
        ? new CheckOutcome(default, ErrorWire.Read(error))
        : new CheckOutcome(Read(node), null);

    /// <summary>Writes the answer to one check of several.</summary>
    internal static Node WriteOutcome(CheckOutcome outcome) =>
        outcome.Error is { } error ? Node.Map(("error", ErrorWire.Write(error))) : Write(outcome.Decision);
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// What another model would make of a tenant, <c>{conflicts, conflicts_complete, decisions: [{check, now, then}], decisions_complete, looked, types_added,
/// types_removed, actions_added, actions_removed, same, revision}</c>; and checks under both, <c>{results: [{check, now, then}], revision}</c>, asked for by a
/// change with <c>{checks: [..]}</c> besides.
/// </summary>
public static class ModelPlanWire
{
    /// <summary>Reads a plan.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ModelPlan Read(Node body)
    {
        body.RequireMap("conflicts!", "conflicts_complete!", "decisions!", "decisions_complete!", "looked!", "types_added", "types_removed",
            "actions_added", "actions_removed", "same", Fields.Revision);
        var decisions = new DecisionChanges(
            body.OptionalList("decisions", ReadCompared), body["looked"]!.AsInteger(), body["decisions_complete"]!.AsBoolean());
        return new ModelPlan(ModelWire.ReadConflicts(body), decisions, body.RevisionOf())
        {
            TypesAdded = body["types_added"]?.AsStrings() ?? [],
            TypesRemoved = body["types_removed"]?.AsStrings() ?? [],
            ActionsAdded = body["actions_added"]?.AsStrings() ?? [],
            ActionsRemoved = body["actions_removed"]?.AsStrings() ?? [],
            Same = body["same"]?.AsBoolean() ?? false,
        };
    }

    /// <summary>Writes a plan.</summary>
    public static Node Write(ModelPlan plan) => Node.Map([
        .. ModelWire.WriteConflicts(plan.Conflicts),
        ("decisions", Node.List(plan.Decisions.Items.Select(WriteCompared))),
        ("decisions_complete", Node.Of(plan.Decisions.Complete)),
        ("looked", Node.Of(plan.Decisions.Looked)),
        ("types_added", Fields.Texts(plan.TypesAdded)),
        ("types_removed", Fields.Texts(plan.TypesRemoved)),
        ("actions_added", Fields.Texts(plan.ActionsAdded)),
        ("actions_removed", Fields.Texts(plan.ActionsRemoved)),
        ("same", plan.Same ? Node.Of(true) : null),
        (Fields.Revision, Node.Of(plan.Revision))]);

    /// <summary>Reads what is to be compared.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static (ModelChange Change, IReadOnlyList<CheckRequest> Checks) ReadQuestion(Node body)
    {
        body.RequireMap("model", "model_file", "version", "settings", "checks!");
        return (ModelWire.Change(body), body.Batch("checks", CheckWire.Read));
    }

    /// <summary>Writes what is to be compared.</summary>
    public static Node WriteQuestion(ModelChange change, IEnumerable<CheckRequest> checks) =>
        Node.Map([.. ModelWire.Members(change), ("checks", Node.List(checks.Select(CheckWire.Write)))]);

    /// <summary>Reads the answers.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<ComparedCheck> ReadComparison(Node body) =>
        new([.. body.RequireMap("results!", Fields.Revision).Require("results").AsList().Select(ReadCompared)], body.RevisionOf());

    /// <summary>Writes the answers.</summary>
    public static Node WriteComparison(Listed<ComparedCheck> compared) =>
        Node.Map(("results", Node.List(compared.Select(WriteCompared))), (Fields.Revision, Node.Of(compared.Revision)));

    private static ComparedCheck ReadCompared(Node node)
    {
        node.RequireMap("check!", "now!", "then!");
        return new ComparedCheck(CheckWire.Read(node["check"]!), DecisionWire.ReadOutcome(node["now"]!), DecisionWire.ReadOutcome(node["then"]!));
    }

    private static Node WriteCompared(ComparedCheck compared) => Node.Map(
        ("check", CheckWire.Write(compared.Check)), ("now", DecisionWire.WriteOutcome(compared.Now)), ("then", DecisionWire.WriteOutcome(compared.Then)));
}

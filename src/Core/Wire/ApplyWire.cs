using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// What became of steps: <c>{results: [{status, code, message, place, missing, warnings, output, removal}], revision, dry_run, objects, replayed}</c> with the status
/// <c>applied</c>, <c>denied</c>, <c>error</c> or <c>not_applied</c>. Problem details carry the same members when nothing was applied.
/// </summary>
public static class ApplyWire
{
    private const string Results = "results";
    private const string Revision = "revision";

    /// <summary>Reads the answer to a request that was applied.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ApplyResult ReadApplied(Node body) => Read(body.RequireMap("results!", "revision!", "dry_run", "objects", "replayed"), true);

    /// <summary>Reads problem details; null when they are not about a step.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ApplyResult? ReadRefused(Node problem) => problem[Results] is null ? null : Read(problem, false);

    /// <summary>The members of an answer.</summary>
    public static IEnumerable<(string Key, Node? Value)> Write(ApplyResult result) =>
    [
        (Results, Node.List(result.Results.Select(WriteStep))),
        (Revision, Node.Of(result.Revision)),
        ("dry_run", result.DryRun ? Node.Of(true) : null),
        ("objects", result.Objects.Count == 0 ? null : ChangeWire.WriteObjects(result.Objects)),
        ("replayed", result.Replayed ? Node.Of(true) : null),
    ];

    /// <summary>The answer to one <c>remove</c> alone.</summary>
    public static Node WriteRemoval(ApplyResult result) => Node.Map(
        ("removal", result.Results[0].Removal is { } removal ? WriteRemoval(removal) : null),
        ("dry_run", Node.Of(result.DryRun)), (Revision, Node.Of(result.Revision)));

    private static ApplyResult Read(Node body, bool applied) =>
        new(applied, [.. body.Require(Results).AsList().Select(ReadStep)], body.Require(Revision).AsInteger())
        {
            DryRun = body["dry_run"]?.AsBoolean() ?? false, Replayed = body["replayed"]?.AsBoolean() ?? false,
            Objects = ChangeWire.ReadObjects(body),
        };

    private static StepResult ReadStep(Node node)
    {
        node.RequireMap("status!", "code", "message", "place", "missing", "warnings", "output", "removal");
        return new StepResult(ReadStatus(node.Require("status")))
        {
            Code = node.OptionalText("code"),
            Message = node.OptionalText("message"),
            Place = node.OptionalText("place"),
            Missing = node["missing"]?.AsStrings() ?? [],
            Warnings = node["warnings"]?.AsStrings() ?? [],
            Output = node["output"] is { } output ? ReadOutput(output) : null,
            Removal = node["removal"] is { } removal ? ReadRemoval(removal) : null,
        };
    }

    private static Node WriteStep(StepResult result) => Node.Map(
        ("status", Node.Of(Name(result.Status))),
        ("code", Fields.Text(result.Code)),
        ("message", Fields.Text(result.Message)),
        ("place", Fields.Text(result.Place)),
        ("missing", Fields.Texts(result.Missing)),
        ("warnings", Fields.Texts(result.Warnings)),
        ("output", result.Output is { } output ? WriteOutput(output) : null),
        ("removal", result.Removal is { } removal ? WriteRemoval(removal) : null));

    private static CommandOutput ReadOutput(Node node)
    {
        node.RequireMap("exit!", "stdout!", "stderr!");
        return new CommandOutput((int)node.Require("exit").AsInteger(), node.Require("stdout").AsStrings(), node.Require("stderr").AsStrings());
    }

    private static Node WriteOutput(CommandOutput output) => Node.Map(
        ("exit", Node.Of(output.Exit)),
        ("stdout", Node.List(output.Stdout)),
        ("stderr", Node.List(output.Stderr)));

    private static Removal ReadRemoval(Node node)
    {
        node.RequireMap("memberships!", "members!", "bindings!", "grants!", "entries!", "owned!");
        return new Removal(
            node["memberships"]!.AsInteger(), node["members"]!.AsInteger(), node["bindings"]!.AsInteger(),
            node["grants"]!.AsInteger(), node["entries"]!.AsInteger(), node["owned"]!.AsInteger());
    }

    private static Node WriteRemoval(Removal removal) => Node.Map(
        ("memberships", Node.Of(removal.Memberships)), ("members", Node.Of(removal.Members)), ("bindings", Node.Of(removal.Bindings)),
        ("grants", Node.Of(removal.Grants)), ("entries", Node.Of(removal.Entries)), ("owned", Node.Of(removal.Owned)));

    private static StepStatus ReadStatus(Node node) => node.AsString() switch
    {
        "applied" => StepStatus.Applied,
        "denied" => StepStatus.Denied,
        "error" => StepStatus.Error,
        "not_applied" => StepStatus.NotApplied,
        _ => throw node.Invalid("expected `applied`, `denied`, `error` or `not_applied`"),
    };

    private static string Name(StepStatus status) => status switch
    {
        StepStatus.Applied => "applied",
        StepStatus.Denied => "denied",
        StepStatus.Error => "error",
        _ => "not_applied",
    };
}

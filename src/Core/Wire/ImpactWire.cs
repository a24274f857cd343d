using System.Globalization;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// What would be decided otherwise: <c>{steps, at, subjects, types, actions, only_losses, after, limit, at_least_as_fresh}</c>, answered by
/// <c>{differences: [{subject, action, resource, before, after}], complete, reason, next, looked, revision}</c>.
/// </summary>
public static class ImpactWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static ImpactRequest Read(Node body)
    {
        body.RequireMap("steps", "at", "subjects", "types", "actions", "only_losses", "after", "limit", Fields.AtLeastAsFresh);
        var request = new ImpactRequest
        {
            Steps = body["steps"] is null ? [] : body.Batch("steps", StepWire.Read),
            At = body["at"]?.AsInstant(),
            Subjects = body.Texts("subjects"),
            Types = body.Texts("types"),
            Actions = body.Texts("actions"),
            OnlyLosses = body["only_losses"]?.AsBoolean() ?? false,
            After = body.OptionalText("after"),
            AtLeastAsFresh = body.Fresh(),
        };
        return body["limit"] is { } limit ? request with { Limit = ObjectWire.Limit(limit) } : request;
    }

    private static IReadOnlyList<string> Texts(this Node body, string key) => body[key] is null ? [] : body.Batch(key, node => node.AsString());

    /// <summary>Writes the question.</summary>
    public static Node Write(ImpactRequest request) => Node.Map([
        .. request.Steps.Count == 0 ? [] : StepWire.WriteMany(request.Steps).Entries.Select(e => (e.Key, (Node?)e.Value.Copy())),
        ("at", request.At is { } at ? Node.Of(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)) : null),
        ("subjects", Fields.Texts(request.Subjects)),
        ("types", Fields.Texts(request.Types)),
        ("actions", Fields.Texts(request.Actions)),
        ("only_losses", request.OnlyLosses ? Node.Of(true) : null),
        ("after", Fields.Text(request.After)),
        ("limit", Node.Of(request.Limit)),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh))]);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ImpactReport ReadResult(Node body)
    {
        body.RequireMap("differences!", "complete!", "reason", "next", "looked!", Fields.Revision);
        return new ImpactReport(body.OptionalList("differences", ReadDifference), body.RevisionOf())
        {
            Looked = body["looked"]!.AsInteger(), Reason = body.OptionalText("reason"), Next = body.OptionalText("next"),
        };
    }

    /// <summary>Writes the answer.</summary>
    public static Node WriteResult(ImpactReport report) => Node.Map(
        ("differences", Node.List(report.Differences.Select(WriteDifference))),
        ("complete", Node.Of(report.Complete)),
        ("reason", Fields.Text(report.Reason)),
        ("next", Fields.Text(report.Next)),
        ("looked", Node.Of(report.Looked)),
        (Fields.Revision, Node.Of(report.Revision)));

    /// <summary>Writes one difference.</summary>
    public static Node WriteDifference(ImpactDifference difference) => Node.Map(
        ("subject", SubjectWire.Write(difference.Subject)),
        ("action", Node.Of(difference.Action)),
        ("resource", ResourceWire.WriteAnswer(difference.Resource)),
        ("before", Node.Of(difference.Before)),
        ("after", Node.Of(difference.After)));

    private static ImpactDifference ReadDifference(Node node)
    {
        node.RequireMap("subject!", "action!", "resource!", "before!", "after!");
        return new ImpactDifference(
            SubjectWire.Read(node["subject"]!), node["action"]!.AsString(), ResourceWire.ReadAnswer(node["resource"]!),
            node["before"]!.AsString(), node["after"]!.AsString());
    }
}

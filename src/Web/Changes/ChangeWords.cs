using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>What became of objects, as one would tell it.</summary>
internal static class ChangeWords
{
    /// <summary>What became of an object: a phrase, or several.</summary>
    public static IEnumerable<string> Of(ObjectChange change) => change.Ref.Kind switch
    {
        ObjectRef.Member => [Member(change)],
        ObjectRef.Binding => [Binding(change)],
        ObjectRef.Grant => [Grant(change)],
        ObjectRef.Acl => AccessListWords.Of(change),
        ObjectRef.Resource => ObjectWords.Of(change, $"resource {change.Ref.Id}"),
        ObjectRef.ApiKey => ObjectWords.Of(change, $"API key {change.Ref.Id}"),
        ObjectRef.Clock => [$"the tenant's clock was moved from {Text(change.Before?["clock"])} to {Text(change.After?["clock"])}"],
        ObjectRef.Model => [$"the model was replaced: version {Text(change.Before?["version"])} by {Text(change.After?["version"])}"],
        _ => ObjectWords.Of(change, $"{change.Ref.Kind.Replace('_', ' ')} {change.Ref.Id}"),
    };

    private static string Member(ObjectChange change)
    {
        var (group, member) = (ObjectNames.Parts(change.Ref)[0], ObjectNames.Parts(change.Ref)[1]);
        return change switch
        {
            { Before: null } => $"{member} joined {group}{Terms(change.After)}",
            { After: null } => $"{member} left {group}",
            _ => $"{member} is in {group} {Otherwise(change.After)}",
        };
    }

    private static string Binding(ObjectChange change)
    {
        var parts = ObjectNames.Parts(change.Ref);
        var what = $"{parts[0]} {parts[1]}";
        var where = parts[3] is { } ns ? $" in namespace {ns}" : "";
        return change switch
        {
            { Before: null } => $"{parts[2]} got {what}{where}{Terms(change.After)}",
            { After: null } => $"{parts[2]} lost {what}{where}",
            _ => $"{parts[2]} has {what}{where} {Otherwise(change.After)}",
        };
    }

    private static string Grant(ObjectChange change)
    {
        var (resource, to) = (ObjectNames.Parts(change.Ref)[0], ObjectNames.Parts(change.Ref)[1]);
        return change switch
        {
            { Before: null, After: { } given } => $"{to} was granted {Text(given["level"])} on {resource}{Terms(given)}",
            { After: null, Before: { } taken } => $"{to} lost {Text(taken["level"])} on {resource}{Terms(taken)}",
            { After: { } after, Before: { } before } when after["level"] is not null => $"{to} has {Text(after["level"])} on {resource}, not {Text(before["level"])}{Terms(after)}",
            _ => $"the grant on {resource} to {to} counts {Otherwise(change.After)}",
        };
    }

    private static string Otherwise(Node? after) => Terms(after) is { Length: > 0 } terms ? $"now{terms}" : "for good now";

    /// <summary>When something counts; empty for always.</summary>
    public static string Terms(Node? document) => string.Concat(
        document?["from"] is { } from ? $" from {from.Text}" : "",
        document?["until"] is { } until ? $" until {until.Text}" : "",
        document?["when"] is { } when ? $" when {when.Text}" : "");

    /// <summary>A value.</summary>
    public static string Text(Node? node) => node?.ScalarText ?? "nothing";
}

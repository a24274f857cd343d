using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// Makes requests of the values of asking verbs. What is missing or no reference is <see cref="ErrorCodes.InvalidDocument"/>, which a
/// step may expect.
/// </summary>
internal static class QuestionForm
{
    /// <summary>The request of a <c>check</c> or <c>explain</c>.</summary>
    public static CheckRequest Check(Node value)
    {
        var (subject, subjectProperties) = Subject(value);
        var (resource, resourceProperties) = Resource(value);
        var (action, actionProperties) = Action(value);
        return new CheckRequest(subject, action, resource)
        {
            ActionProperties = actionProperties,
            Namespace = Optional(value, "namespace"),
            Parent = Optional(value, "parent") is { } parent ? ResourceRef.Parse(parent) : null,
            SubjectProperties = subjectProperties,
            ResourceProperties = resourceProperties,
            Context = Mapping(value, "context"),
            Assuming = StepWire.ReadAssumed(value),
        };
    }

    /// <summary>The request of an <c>operation</c>.</summary>
    public static OperationRequest Operation(Node value)
    {
        var (subject, properties) = Subject(value);
        return new OperationRequest(Name(value, "name"), subject)
        {
            Arguments = Mapping(value, "args"),
            Items = [.. (value["items"]?.AsStrings() ?? []).Select(ResourceRef.Parse)],
            Namespace = Optional(value, "namespace"),
            Context = Mapping(value, "context"),
            Assuming = StepWire.ReadAssumed(value),
            SubjectProperties = properties,
        };
    }

    /// <summary>The request of a <c>list</c>.</summary>
    public static ListRequest List(Node value)
    {
        var (subject, properties) = Subject(value);
        var (action, actionProperties) = Action(value);
        return new ListRequest(subject, action, Name(value, "type"))
        {
            ActionProperties = actionProperties,
            Namespace = Optional(value, "namespace"),
            SubjectProperties = properties,
            Context = Mapping(value, "context"),
            Assuming = StepWire.ReadAssumed(value),
        };
    }

    /// <summary>The request of a <c>who</c>.</summary>
    public static WhoRequest Who(Node value)
    {
        var (resource, properties) = Resource(value);
        var (action, actionProperties) = Action(value);
        return new WhoRequest(action, resource, Optional(value, "type") ?? SubjectRef.User)
        {
            ActionProperties = actionProperties,
            ResourceProperties = properties,
            Context = Mapping(value, "context"),
            Assuming = StepWire.ReadAssumed(value),
        };
    }

    /// <summary>The request of an <c>actions</c>.</summary>
    public static ActionsRequest Actions(Node value)
    {
        var (subject, subjectProperties) = Subject(value);
        var (resource, resourceProperties) = Resource(value);
        return new ActionsRequest(subject, resource)
        {
            SubjectProperties = subjectProperties,
            ResourceProperties = resourceProperties,
            Context = Mapping(value, "context"),
            Assuming = StepWire.ReadAssumed(value),
        };
    }

    private static (SubjectRef Subject, Node? Properties) Subject(Node value)
    {
        var node = value.Require("subject");
        if (node.Kind != NodeKind.Map) return (SubjectRef.Parse(node.AsString()), null);
        node.RequireMap("type!", "id!", "properties");
        return (new SubjectRef(Name(node, "type"), Name(node, "id")), Mapping(node, "properties"));
    }

    private static (ResourceRef Resource, Node? Properties) Resource(Node value)
    {
        var node = value.Require("resource");
        if (node.Kind != NodeKind.Map) return (ResourceRef.Parse(node.AsString()), null);
        node.RequireMap("type!", "id", "properties");

        // In parts it is canonical: the id of `storage://c/o/p` is `c/o/p`, and not short for something else.
        return (new ResourceRef(Name(node, "type"), node["id"]?.ScalarText ?? ""), Mapping(node, "properties"));
    }

    private static (string Action, Node? Properties) Action(Node value)
    {
        var node = value.Require("action");
        if (node.Kind != NodeKind.Map) return (Name(value, "action"), null);
        node.RequireMap("name!", "properties");
        return (Name(node, "name"), Mapping(node, "properties"));
    }

    private static string Name(Node value, string key) => value.Require(key).ScalarText is { Length: > 0 } text
        ? text
        : throw value.Require(key).Invalid("expected a string that is not empty");

    private static string? Optional(Node value, string key) => value[key] is null or { Kind: NodeKind.Null } ? null : Name(value, key);

    private static Node? Mapping(Node value, string key)
    {
        if (value[key] is not { Kind: not NodeKind.Null } node) return null;
        return node.Kind == NodeKind.Map ? node.Copy() : throw node.Invalid("expected a mapping");
    }
}

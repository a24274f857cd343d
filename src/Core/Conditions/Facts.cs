using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>All that a condition may look at. Lives on the stack; what is null is lacking.</summary>
internal readonly ref struct Facts
{
    /// <summary><c>subject.type</c>.</summary>
    public string? SubjectType { get; init; }

    /// <summary><c>subject.id</c>.</summary>
    public string? SubjectId { get; init; }

    /// <summary><c>subject.properties</c>, a mapping.</summary>
    public Node? SubjectProperties { get; init; }

    /// <summary><c>resource.type</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary><c>resource.id</c>.</summary>
    public string? ResourceId { get; init; }

    /// <summary><c>resource.namespace</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary><c>resource.owner</c>, as text <c>type:id</c>.</summary>
    public SubjectRef? Owner { get; init; }

    /// <summary><c>resource.parent</c>, as text <c>type:id</c>.</summary>
    public ResourceRef? Parent { get; init; }

    /// <summary><c>resource.properties</c>, a mapping.</summary>
    public Node? ResourceProperties { get; init; }

    /// <summary><c>action.name</c>.</summary>
    public string? Action { get; init; }

    /// <summary><c>action.properties</c>, a mapping.</summary>
    public Node? ActionProperties { get; init; }

    /// <summary><c>context</c>, a mapping.</summary>
    public Node? Context { get; init; }

    /// <summary><c>now</c>.</summary>
    public DateTimeOffset Now { get; init; }
}

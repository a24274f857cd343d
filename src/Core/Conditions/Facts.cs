using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

internal readonly ref struct Facts
{
    public required SubjectRef Subject { get; init; }
    public Node? SubjectProperties { get; init; }
    public required ResourceRef Resource { get; init; }
    public string? Namespace { get; init; }
    public SubjectRef? Owner { get; init; }
    public ResourceRef? Parent { get; init; }
    public Node? ResourceProperties { get; init; }
    public required string Action { get; init; }
    public Node? ActionProperties { get; init; }
    public Node? Context { get; init; }
    public DateTimeOffset Now { get; init; }
}

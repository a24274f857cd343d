using OrleansAcl.Documents;

namespace OrleansAcl.Oracle;

/// <summary>What a <c>user</c> step said.</summary>
public sealed record User(string Id, bool Admin, bool Active, IReadOnlyList<string> Roles, Node? Properties)
{
    /// <summary>The user as a subject.</summary>
    public SubjectRef Subject => new(SubjectRef.User, Id);

    /// <summary>A user whom no step stored: active, no administrator, without roles and properties.</summary>
    public static User Unstored(string id) => new(id, false, true, [], null);

    internal static User Read(Node value) => new(
        value.Require("id").AsString(),
        value["admin"]?.AsBoolean() ?? false,
        value["active"]?.AsBoolean() ?? true,
        value["roles"]?.AsStrings() ?? [],
        value["properties"]);
}

/// <summary>What a <c>group</c> step said; its members go when they are deleted.</summary>
public sealed record Group(string Id, List<SubjectRef> Members)
{
    /// <summary>The group as a subject.</summary>
    public SubjectRef Subject => new(SubjectRef.Group, Id);

    internal static Group Read(Node value) => new(
        value.Require("id").AsString(),
        [.. (value["members"]?.AsStrings() ?? []).Select(SubjectRef.Parse)]);
}

/// <summary>What a <c>resource</c> step said.</summary>
public sealed record Resource(ResourceRef Ref, SubjectRef? Owner, ResourceRef? Parent, string? Namespace, Node? Properties)
{
    /// <summary>A resource that no step stored.</summary>
    public static Resource Unstored(ResourceRef reference) => new(reference, null, null, null, null);
}

/// <summary>A role or policy attached to a subject, for one namespace or, without one, for all.</summary>
public sealed record Binding(string What, SubjectRef Subject, string? Namespace);

using OrleansAcl.Conditions;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Selectors;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>One check with all that rungs may look at. Lives on the stack.</summary>
internal readonly ref struct Question
{
    /// <summary>The tenant that is asked.</summary>
    public required TenantState Tenant { get; init; }

    /// <summary>The version of the tenant that is asked.</summary>
    public required long Version { get; init; }

    /// <summary>Who asks.</summary>
    public required Closure Subject { get; init; }

    /// <summary>The resource's type.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>The resource.</summary>
    public required ResourceRef Ref { get; init; }

    /// <summary>The resource as stored, or null when nothing is known of it.</summary>
    public required ResourceState? Resource { get; init; }

    /// <summary>The action's name.</summary>
    public required string Action { get; init; }

    /// <summary>The action's bit; 0 for an undeclared action of an open type.</summary>
    public required ulong Bit { get; init; }

    /// <summary>Whether the action is the one that makes such a resource.</summary>
    public bool IsCreation => Type.Creation is { } creation && creation == Action;

    /// <summary>What the resource lies in or would be created under.</summary>
    public ResourceRef? Parent { get; init; }

    /// <summary>The parent's place in memory, when it has one.</summary>
    public ResourceSlot? ParentSlot { get; init; }

    /// <summary>The namespace asked in.</summary>
    public string? Namespace { get; init; }

    /// <summary>The resource's properties, those of the request put over the stored ones.</summary>
    public Node? Properties { get; init; }

    /// <summary>Properties of the action sent with the request.</summary>
    public Node? ActionProperties { get; init; }

    /// <summary>Facts about the request.</summary>
    public Node? Context { get; init; }

    /// <summary>The time of the check, where it was read beforehand.</summary>
    public DateTimeOffset? Instant { get; init; }

    /// <summary>The real time.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The time of the check.</summary>
    public DateTimeOffset Now => Instant ?? Time.GetUtcNow();

    /// <summary>The type roles and policies see.</summary>
    public required ResourceType TargetType { get; init; }

    /// <summary>The id roles and policies see.</summary>
    public required string TargetId { get; init; }

    /// <summary>What conditions may look at.</summary>
    public Facts Facts => new()
    {
        SubjectType = Subject.Self.Type, SubjectId = Subject.Self.Id, SubjectProperties = Subject.Properties,
        ResourceType = Type.Name, ResourceId = Ref.Id, Namespace = Namespace, Owner = Owner, Parent = Parent,
        ResourceProperties = Properties, Action = Action, ActionProperties = ActionProperties, Context = Context, Now = Now,
    };

    /// <summary>The owner while he is who he was.</summary>
    private SubjectRef? Owner => Resource is { Owner: { } owner } && Tenant.IsAlive(owner, Resource.OwnerGeneration, Version) ? owner : null;

    /// <summary>What selectors are held against.</summary>
    public Target Target => new(TargetType, TargetId, Parent);

    /// <summary>The parent as stored, or null.</summary>
    public ResourceState? ParentState => ParentSlot?.At(Version);

    /// <summary>A line of an explanation that is about a life of somebody: the subject himself, what he is in, or another.</summary>
    public ExplanationNode About(SubjectRef subject, int generation, string text) =>
        Subject.Holds(subject) && Tenant.IsAlive(subject, generation, Version) ? ExplanationNode.Detail(text) : ExplanationNode.Detail(text) with { About = subject };

    /// <summary>The same question about another action.</summary>
    public Question With(string action, ulong bit) => new()
    {
        Tenant = Tenant, Version = Version, Subject = Subject, Type = Type, Ref = Ref, Resource = Resource, Action = action, Bit = bit,
        Parent = Parent, ParentSlot = ParentSlot, Namespace = Namespace, Properties = Properties, ActionProperties = ActionProperties, Context = Context, Instant = Instant, Time = Time,
        TargetType = TargetType, TargetId = TargetId,
    };
}

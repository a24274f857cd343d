using OrleansAcl.Lists;

namespace OrleansAcl.Selectors;

/// <summary>
/// Which resources of a type a statement speaks of. A selector says under which key an index may find it and verifies a candidate;
/// it is never tried against every resource.
/// </summary>
public abstract class Selector
{
    /// <summary>The pattern as its author wrote it, for explanations.</summary>
    public abstract string Text { get; }

    /// <summary>Whether the target is selected. Called only for candidates the index found.</summary>
    public abstract bool Matches(in Target target);

    /// <summary>Names all the resources that it may match.</summary>
    internal virtual void Propose(Candidates candidates) => candidates.All();

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a selector is held against.</summary>
/// <param name="type">The resource's type, whose components split its id.</param>
/// <param name="id">The id, or what the type makes of it.</param>
/// <param name="parent">The parent, if any.</param>
public readonly ref struct Target(Models.ResourceType type, string id, ResourceRef? parent)
{
    /// <summary>The resource's type.</summary>
    public Models.ResourceType Type { get; } = type;

    /// <summary>The id selectors see.</summary>
    public string Id { get; } = id;

    /// <summary>The parent, if any.</summary>
    public ResourceRef? Parent { get; } = parent;
}

/// <summary>Every resource of the type.</summary>
public sealed class AnySelector : Selector
{
    /// <summary>The only one.</summary>
    public static readonly AnySelector Instance = new();

    /// <inheritdoc/>
    public override string Text => "*";

    /// <inheritdoc/>
    public override bool Matches(in Target target) => true;
}

/// <summary>One resource.</summary>
public sealed class ExactSelector(string id) : Selector
{
    /// <inheritdoc/>
    public override string Text => id;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => target.Id == id;

    /// <inheritdoc/>
    internal override void Propose(Candidates candidates) => candidates.One(id);
}

/// <summary>The children of one resource.</summary>
public sealed class ParentSelector(ResourceRef parent, string text) : Selector
{
    /// <summary>The parent whose children are meant.</summary>
    public ResourceRef Parent => parent;

    /// <inheritdoc/>
    public override string Text => text;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => target.Parent == parent;

    /// <inheritdoc/>
    internal override void Propose(Candidates candidates) => candidates.In(parent);
}

/// <summary>Ids whose components have given values; a component without one may have any.</summary>
/// <param name="values">One value a component of the type; null is any.</param>
public sealed class ComponentSelector(string?[] values) : Selector
{
    /// <summary>One value a component of the type; null is any.</summary>
    public IReadOnlyList<string?> Values => values;

    /// <inheritdoc/>
    public override string Text => string.Join('/', values.Select(v => v ?? "*"));

    /// <inheritdoc/>
    public override bool Matches(in Target target)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i] is { } value && !target.Type.Component(target.Id, i).SequenceEqual(value)) return false;
        return true;
    }

    /// <summary>With a value for what an id begins with, only what begins so.</summary>
    internal override void Propose(Candidates candidates)
    {
        if (values is [{ } first, ..]) candidates.Subtree(first);
        else candidates.All();
    }
}

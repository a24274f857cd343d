using System.Collections.Frozen;
using OrleansAcl.Ladders;
using OrleansAcl.Requests;

namespace OrleansAcl.Models;

/// <summary>A resource type of a model.</summary>
public sealed class ResourceType
{
    /// <summary>Its canonical name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the model's types.</summary>
    internal int Index { get; init; }

    /// <summary>The actions that entries and statements may name, in the order they are listed to people.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The action that makes one; it can be asked but not assigned, and is no action on something that exists.</summary>
    public string? Creation { get; init; }

    /// <summary>The action that whoever may do it is shown that such a resource is there; null for any action.</summary>
    public string? ShownBy { get; init; }

    /// <summary>Whether actions outside the declared ones may be asked and assigned.</summary>
    public bool OpenActions { get; init; }

    /// <summary>For open types, the actions to list by what the id begins with at a <c>/</c> boundary.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The names of the parts of an id.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Whether two components are split at the last slash rather than the first.</summary>
    public bool SplitAtLast { get; init; }

    /// <summary>The types a parent may have; null for any, empty for none.</summary>
    public IReadOnlyList<string>? Parents { get; init; }

    /// <summary>Who may name it; to everybody else it is <see cref="ErrorCodes.UnknownType"/>.</summary>
    internal Reach Reach { get; init; }

    /// <summary>Whether resources of it can be asked about and never stored.</summary>
    public bool Unstored { get; init; }

    /// <summary>What roles and policies see instead of it, for example <c>object:/Jobs</c>; null for itself.</summary>
    internal Operations.Template? DecidedAs { get; init; }

    /// <summary>The namespace it is always asked in, from its id; null for the usual rule.</summary>
    internal Operations.Template? InNamespace { get; init; }

    /// <summary>Whether a trailing <c>:tag</c> of an id is refused.</summary>
    public bool Untagged { get; init; }

    /// <summary>The declared actions and the one that makes it, by name: the canonical name and the bit.</summary>
    internal FrozenDictionary<string, (string Name, ulong Bit)> ActionsByName { get; set; } = FrozenDictionary<string, (string, ulong)>.Empty;

    /// <summary>The rungs of the model's ladder that speak of this type.</summary>
    internal Rung[] Ladder { get; set; } = [];

    /// <summary>Who may do everything with resources of it: the rungs that are limited to no actions and by no condition.</summary>
    internal AdministratorInfo Administrators
    {
        get
        {
            AdministratorRung[] rungs = [.. Ladder.OfType<AdministratorRung>().Where(rung => rung is { Actions: ulong.MaxValue, UndeclaredActions: true, When: null })];
            return new AdministratorInfo(
                rungs.Any(rung => rung.Flag), [.. rungs.SelectMany(rung => rung.Groups).Distinct()], [.. rungs.SelectMany(rung => rung.Roles).Distinct()]);
        }
    }

    /// <summary>One part of an id; empty when it has no such part.</summary>
    public ReadOnlySpan<char> Component(string id, int index)
    {
        if (Components.Count < 2) return index == 0 ? id : default;
        var slash = SplitAtLast ? id.LastIndexOf('/') : id.IndexOf('/');
        if (slash < 0) return index == 0 ? id : default;
        return index == 0 ? id.AsSpan(0, slash) : id.AsSpan(slash + 1);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who may name a resource type.</summary>
internal enum Reach : byte
{
    /// <summary>Anybody, in checks too.</summary>
    Asked,

    /// <summary>It may be stored and be an operation's argument, but not be checked directly.</summary>
    Stored,

    /// <summary>Only the model file itself.</summary>
    Internal,
}

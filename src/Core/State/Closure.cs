using OrleansAcl.Documents;
using OrleansAcl.Policies;

using OrleansAcl.Conditions;

namespace OrleansAcl.State;

/// <summary>A permission set within a closure, and how it got there.</summary>
/// <param name="Set">The set.</param>
/// <param name="Root">The set that was bound, which may be the same.</param>
/// <param name="Holder">The subject it was bound to.</param>
/// <param name="Namespace">The namespace it counts in; null is all.</param>
/// <param name="Conditions">What must hold of it and of all between it and the root.</param>
/// <param name="When">What must hold for the binding to count; null for nothing.</param>
internal sealed record AttachedSet(
    PermissionSet Set, PermissionSet Root, SubjectRef Holder, string? Namespace, Condition[] Conditions, Expression? When = null) : IReason
{
    /// <summary>Whether it came by the same binding as another.</summary>
    public bool IsBoundAs(AttachedSet other) =>
        ReferenceEquals(Root, other.Root) && Holder == other.Holder && Namespace == other.Namespace && ReferenceEquals(When, other.When);

    /// <summary>Whether it counts for a request in a namespace, now.</summary>
    public bool Counts(string? ns, DateTimeOffset now, Node? context)
    {
        if (Namespace is not null && Namespace != ns) return false;
        foreach (var condition in Conditions)
            if (!condition.Holds(now, context)) return false;
        return true;
    }

    /// <inheritdoc/>
    public string Describe(object? via)
    {
        var name = Root.Key.ToString();
        if (Root.Rank is { } rank) name += $" (rank {rank})";
        if (Set.Key != Root.Key) name += $" › {Set.Key}";
        if (Holder.Type != SubjectRef.User) name += $" of {Holder}";
        if (When is not null) name += $" when {When.Text}";
        if (Namespace is not null) name += $" in namespace `{Namespace}`";
        return via is Statement statement
            ? $"{name}: {statement.Effect.ToString().ToLowerInvariant()} on {statement.Type} `{statement.Selector}`"
            : $"{name}: nothing matches";
    }
}

/// <summary>
/// A subject with all that speaks for it: itself, its groups transitively, the sets bound to any of them, and the levels granted.
/// Immutable; shared by all checks until something it is made of changes.
/// </summary>
internal sealed class Closure
{
    private readonly ulong _bloom;
    private readonly int[] _ids;

    public Closure(SubjectRef self, int selfId, IEnumerable<int> ids)
    {
        Self = self;
        Label = self.ToString();
        SelfId = selfId;
        _ids = [.. ids.Order()];
        foreach (var id in _ids) _bloom |= 1UL << (id & 63);
    }

    /// <summary>Who.</summary>
    public SubjectRef Self { get; }

    /// <summary>Who, for people; made once so that naming it in a reason allocates nothing.</summary>
    public string Label { get; }

    /// <summary>The subject's own number, or <see cref="PrincipalState.Nobody"/>.</summary>
    public int SelfId { get; }

    /// <summary>The numbers of the subject and of everything it is in, rising.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>Whether it may do anything at all.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The administrator flag.</summary>
    public bool Admin { get; init; }

    /// <summary>The subject's properties, those of the request put over the stored ones.</summary>
    public Node? Properties { get; init; }

    /// <summary>Properties sent with the request; <c>groups</c> and <c>roles</c> among them stand in place of those stored.</summary>
    public Node? Sent { get; init; }

    /// <summary>The groups, for people.</summary>
    public IReadOnlyList<SubjectRef> Groups { get; init; } = [];

    /// <summary>The names of the roles, also of roles nobody stored.</summary>
    public IReadOnlyCollection<string> RoleNames { get; init; } = [];

    /// <summary>The names of roles that are held when something holds.</summary>
    public (string Role, Expression When)[] ConditionalRoles { get; init; } = [];

    /// <summary>Whether a set counts only when something holds.</summary>
    public bool HasConditions { get; init; }

    /// <summary>From when to when it stays as it is, as long as nothing it is made of changes: what it holds may begin and end by itself.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The sets, by rank, unranked last.</summary>
    public AttachedSet[] Sets { get; init; } = [];

    /// <summary>The levels granted to it and to the roles it holds.</summary>
    public HeldLevels[] Levels { get; init; } = [];

    /// <summary>The version it was worked out at.</summary>
    public long BuiltAt { get; init; }

    /// <summary>Whether a number is among them.</summary>
    public bool Holds(int id)
    {
        if ((_bloom & (1UL << (id & 63))) == 0) return false;
        if (_ids.Length > 16) return Array.BinarySearch(_ids, id) >= 0;
        foreach (var held in _ids)
            if (held == id) return true;
        return false;
    }

    /// <summary>Whether a subject is the closure's own or one it is in.</summary>
    public bool Holds(SubjectRef subject) => subject == Self || Groups.Contains(subject);
}

using OrleansAcl.Documents;
using OrleansAcl.Selectors;

namespace OrleansAcl.Policies;

/// <summary>The identity of a permission set: the verb that stored it and its id.</summary>
/// <param name="Kind"><c>role</c>, <c>policy</c> or <c>policy_collection</c>.</param>
/// <param name="Id">Its id among those of its kind.</param>
public readonly record struct SetKey(string Kind, string Id)
{
    /// <summary>The kind that can be bound to a subject as a role.</summary>
    public const string Role = "role";

    /// <summary>The kind of single policies.</summary>
    public const string Policy = "policy";

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} `{Id}`";
}

/// <summary>
/// A role, policy or collection as the engine sees it: statements compiled into lookups, other sets it includes by name (resolved
/// when a check is made), conditions that must all hold, and for roles a rank.
/// </summary>
public sealed class PermissionSet
{
    /// <summary>Its identity.</summary>
    public required SetKey Key { get; init; }

    /// <summary>The rules of its own.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    /// <summary>Other sets, by name; a missing one matches nothing and cycles are harmless.</summary>
    public IReadOnlyList<SetKey> Includes { get; init; } = [];

    /// <summary>1 is highest; null comes after all ranked ones.</summary>
    public long? Rank { get; init; }

    /// <summary>What must all hold for this set, and what it includes, to count.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>What was accepted but has no effect.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The statements compiled into lookups.</summary>
    internal StatementIndex Index => field ??= new StatementIndex(Statements);
}

/// <summary>Something that must hold when a check is made for a permission set to count.</summary>
public abstract class Condition
{
    /// <summary>Whether it holds.</summary>
    /// <param name="now">The time of the check.</param>
    /// <param name="context">The facts sent with the check, a mapping or null.</param>
    public abstract bool Holds(DateTimeOffset now, Node? context);
}

/// <summary>From an instant, inclusive, to another, exclusive; null is unbounded.</summary>
public sealed class TimeWindow(DateTimeOffset? from, DateTimeOffset? until) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(DateTimeOffset now, Node? context) => !(now < from) && !(now >= until);

    /// <summary>The same as terms.</summary>
    internal Terms Terms => new(from, until, null);

    /// <inheritdoc/>
    public override string ToString() => Terms.ToString();
}

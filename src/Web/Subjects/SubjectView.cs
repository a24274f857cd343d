using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Subjects;

/// <summary>What the page of a user, group or role shows.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Ref">Who it is.</param>
/// <param name="Reach">What he can reach.</param>
public sealed record SubjectView(TenantInfo Tenant, SubjectRef Ref, ReachView Reach)
{
    /// <summary>All that is stored of him; null for those who may see only what they can reach themselves.</summary>
    public SubjectRecord? Record { get; init; }

    /// <summary>The kinds of documents that can be bound to him.</summary>
    public IReadOnlyList<string> Bindable { get; init; } = [];

    /// <summary>What is wrong with a form of the page; its place is a field.</summary>
    public AclException? Error { get; init; }

    /// <summary>What is wrong with one field; null when it is not that.</summary>
    public string? ErrorOf(string field) => Error is { } error && error.Place == field ? error.Detail : null;
}

/// <summary>What is stored of a subject.</summary>
/// <param name="Stored">Himself; null when he is only named, or not even that.</param>
/// <param name="Groups">The groups he is directly in.</param>
/// <param name="Nested">The groups he is in by way of those.</param>
/// <param name="Held">The roles and policies he has, by himself or by a group.</param>
/// <param name="Grants">The levels granted to him, where the model has levels.</param>
/// <param name="Owned">The resources he owns.</param>
/// <param name="Lists">The access lists that name him.</param>
/// <param name="Now">The time by which what is given for a time counts.</param>
public sealed record SubjectRecord(
    StoredObject? Stored, ObjectPage Groups, NestedGroups Nested, HeldSets Held, ObjectPage Grants, ObjectPage Owned, ObjectPage Lists, DateTimeOffset Now)
{
    /// <summary>Who is directly in it, of a group; null for others.</summary>
    public ObjectPage? Members { get; init; }

    /// <summary>Whether it counts now what is given for a time: <c>in force</c>, <c>not yet</c>, <c>over</c>.</summary>
    public string State(Node row) =>
        row["from"] is { } from && Node.TryInstant(from.Text, out var begins) && begins > Now ? "not yet"
        : row["until"] is { } until && Node.TryInstant(until.Text, out var ends) && ends <= Now ? "over"
        : "in force";
}

/// <summary>Groups that somebody is in by way of other groups.</summary>
/// <param name="Groups">Each with the way to it, from the group he is directly in.</param>
/// <param name="IsComplete">Whether these are all.</param>
public sealed record NestedGroups(IReadOnlyList<NestedGroup> Groups, bool IsComplete);

/// <summary>A group that somebody is in by way of others.</summary>
/// <param name="Ref">The group.</param>
/// <param name="Way">The groups between, the one he is directly in first.</param>
public sealed record NestedGroup(string Ref, IReadOnlyList<string> Way);

/// <summary>Roles and policies that somebody has.</summary>
/// <param name="Sets">Each with who it is bound to.</param>
/// <param name="IsComplete">Whether these are all.</param>
public sealed record HeldSets(IReadOnlyList<HeldSet> Sets, bool IsComplete);

/// <summary>A role or policy that somebody has.</summary>
/// <param name="Kind">What sort it is: <c>role</c>, <c>policy</c>.</param>
/// <param name="Id">Which.</param>
/// <param name="Holder">Whom it is bound to: himself, or a group that he is in.</param>
/// <param name="Row">The binding, with its namespace and terms.</param>
public sealed record HeldSet(string Kind, string Id, string Holder, Node Row);

/// <summary>What somebody can reach: the resources of one type on which he may do one action, some at a time.</summary>
/// <param name="Type">The type.</param>
/// <param name="Action">The action.</param>
/// <param name="Rows">The resources, each with why.</param>
public sealed record ReachView(string Type, string Action, IReadOnlyList<ReachRow> Rows)
{
    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>Why this is not all, one of <see cref="IncompleteReasons"/>; null when it is.</summary>
    public string? Incomplete { get; init; }
}

/// <summary>A resource that somebody can reach.</summary>
/// <param name="Resource">Which.</param>
/// <param name="DecidedBy">What decided it, for people.</param>
/// <param name="Through">What he reaches it through: groups, roles, ancestors; empty when there is nothing between.</param>
public sealed record ReachRow(ResourceRef Resource, string DecidedBy, IReadOnlyList<ExplanationLink> Through);

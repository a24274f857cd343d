using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>
/// Compares the decisions of two views, one by one, and keeps those that differ. BOUNDED: it says when there may be no more, and why.
/// </summary>
/// <param name="before">The one view.</param>
/// <param name="after">The other.</param>
/// <param name="context">The facts that come with every question.</param>
/// <param name="differences">Most differences.</param>
/// <param name="decisions">Most decisions, each made in both views.</param>
internal sealed class DecisionComparison(TenantView before, TenantView after, Node? context, int differences, long decisions)
{
    private readonly List<ImpactDifference> _found = [];
    private readonly Dictionary<SubjectRef, (Closure Before, Closure After)> _closures = [];

    /// <summary>Whether only what is allowed before counts.</summary>
    public bool OnlyLosses { get; init; }

    /// <summary>The decisions that differ, in the order in which they were compared.</summary>
    public IReadOnlyList<ImpactDifference> Found => _found;

    /// <summary>How many decisions were compared.</summary>
    public long Looked { get; private set; }

    /// <summary>Compares one decision, unless there may be no more; then it says why, one of <see cref="IncompleteReasons"/>.</summary>
    /// <exception cref="AclException">It cannot be made in one of the views (FAIL-CLOSED).</exception>
    public string? Compare(SubjectRef subject, string action, ResourceRef resource)
    {
        if (_found.Count == differences) return IncompleteReasons.PageFull;
        if (Looked == decisions) return IncompleteReasons.LookedLimit;
        Looked++;
        var (standing, would) = Closures(subject);
        var (now, then) = (Decide(before, standing, action, resource), Decide(after, would, action, resource));
        if (now.Verdict != then.Verdict && (now.Allowed || !OnlyLosses)) _found.Add(new ImpactDifference(subject, action, resource, now.Verdict, then.Verdict));
        return null;
    }

    private (Closure Before, Closure After) Closures(SubjectRef subject)
    {
        if (_closures.TryGetValue(subject, out var closures)) return closures;
        return _closures[subject] = (before.Closure(subject), after.Closure(subject));
    }

    private Decision Decide(TenantView view, Closure subject, string action, ResourceRef resource)
    {
        var type = view.Tenant.Model.TypesByName[resource.Type];
        var (name, bit) = view.Tenant.Model.Action(type, action);
        var state = view.Tenant.FindResource(type, resource.Id)?.At(view.Version);
        var asking = new TenantView.Asking(type, resource, state, name, bit) { Namespace = state?.Namespace, Context = context };
        return Ladder.Decide(view.Prepare(asking, subject));
    }
}

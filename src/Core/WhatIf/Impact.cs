using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>
/// Which decisions would be other ones: every decision that the steps may concern is made of the tenant as it is and as it would be. What they
/// put, and what begins or ends meanwhile, says where to look, and it is never less than what changes.
/// </summary>
internal sealed class Impact
{
    private readonly ImpactPlace? _from;
    private readonly TenantView _before;
    private readonly TenantView _after;
    private readonly DecisionComparison _comparison;
    private readonly ImpactScope _scope;
    private readonly AffectedResources _resources;
    private readonly Affected _affected;
    private readonly bool _everything;
    private ImpactPlace? _last;

    private Impact(Draft draft, TimeProvider time, ImpactRequest request)
    {
        _from = request.After is { } after ? ImpactPlace.Parse(after) : null;
        // One instant for both sides, so that what only time changes meanwhile is not taken for the steps' doing.
        var now = draft.ClockBefore ?? time.GetUtcNow();
        var then = request.At ?? draft.Clock ?? now;
        _before = new TenantView(draft.Tenant, draft.Version - 1, long.MaxValue, now, time);
        _after = new TenantView(draft.Tenant, draft.Version, long.MaxValue, then, time);
        _before.RequireFresh(request.AtLeastAsFresh);
        _comparison = new DecisionComparison(_before, _after, request.Context, request.Limit ?? int.MaxValue, AclLimits.ImpactDecisions)
        {
            OnlyLosses = request.OnlyLosses,
        };
        var passage = new Passage(draft, now, then, request.Context);
        _everything = passage.IsOfEverything;
        _scope = new ImpactScope(draft, request);
        _resources = new AffectedResources(draft, passage);
        _affected = new Affected(draft, passage);
    }

    /// <summary>Works it out.</summary>
    /// <param name="tenant">The tenant; its writer is the caller.</param>
    /// <param name="time">The real time.</param>
    /// <param name="request">What is asked.</param>
    /// <exception cref="AclException">
    /// A step is refused, at <c>steps[n]</c>; or a decision cannot be made, before or after: then nothing can be said (FAIL-CLOSED).
    /// </exception>
    public static Listed<ImpactDifference> Of(TenantState tenant, TimeProvider time, ImpactRequest request)
    {
        RequireBounds(request);
        var draft = new Draft(tenant) { IsAssumed = true };
        try
        {
            Assumptions.Stage(draft, time, request.Steps, "steps");
            return new Impact(draft, time, request).Report();
        }
        finally
        {
            draft.Drop();
        }
    }

    private static void RequireBounds(ImpactRequest request)
    {
        if (request.Steps.Count == 0 && request.At is null)
            throw new AclException(ErrorCodes.InvalidDocument, "expected steps, or an instant `at`, or both", "steps");
        if (request.Steps.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} steps", "steps");
        PagePlace.RequireLimit(request.Limit, "differences");
    }

    private Listed<ImpactDifference> Report()
    {
        var reason = Compare();
        return new Listed<ImpactDifference>(_comparison.Found, _before.Revision)
        {
            Looked = _comparison.Looked, Incomplete = reason, Next = reason is null ? null : _last.ToString(),
        };
    }

    /// <summary>Compares until everything is, or there may be no more; says which.</summary>
    private string? Compare()
    {
        SubjectRef[] all = [.. _scope.Subjects(IsNarrow ? _resources.WithAncestors : _scope.Everything)];
        var concerned = _everything ? all : Array.FindAll(all, _affected.Contains);
        // Only when nobody's own standing changes are other resources out of the question.
        var among = concerned.Length == 0 && _resources.AreAll ? _resources.Themselves : null;
        foreach (var type in _scope.Types)
        {
            if (_from is { } from && string.CompareOrdinal(type.Name, from.Type) < 0) continue;
            foreach (var slot in _scope.Resources(type, among))
            {
                if (_from is { } place && type.Name == place.Type && string.CompareOrdinal(slot.Ref.Id, place.Id) < 0) continue;
                if (Compare(type, slot, _resources.Contains(slot) ? all : concerned) is { } reason) return reason;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether nobody is concerned whom only other resources name than those that are put and what these lie in. Who is stored nowhere is in nothing and
    /// has nothing; but where roles are resources he may own one.
    /// </summary>
    private bool IsNarrow => _resources.AreAll && !_everything && (_affected.IsNobody || _before.Tenant.Model.Levels is null);

    private string? Compare(ResourceType type, ResourceSlot slot, SubjectRef[] subjects)
    {
        var isFirst = _from is { } from && type.Name == from.Type && slot.Ref.Id == from.Id;
        string[] actions = subjects.Length == 0 ? [] : _scope.Actions(_after, type, slot.Ref);
        foreach (var subject in subjects)
        {
            var order = isFirst ? ImpactScope.Order.Compare(subject, _from!.Value.Subject) : 1;
            if (order < 0) continue;
            // Within the pair at which the last page ended it goes on after that action.
            foreach (var action in order > 0 ? actions : actions.Skip(actions.IndexOf(_from!.Value.Action) + 1))
            {
                if (_comparison.Compare(subject, action, slot.Ref) is { } reason) return reason;
                _last = new ImpactPlace(type.Name, slot.Ref.Id, subject, action);
            }
        }

        return null;
    }
}

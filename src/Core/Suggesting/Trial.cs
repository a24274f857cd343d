using OrleansAcl.Explaining;
using OrleansAcl.Ladders;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.WhatIf;
using OrleansAcl.Wire;

namespace OrleansAcl.Suggesting;

/// <summary>Decides one question under changes that are dropped again. BOUNDED: so often and no more. For the tenant's writer.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="time">The real time.</param>
/// <param name="request">The question, and what it assumes by itself.</param>
internal sealed class Trial(TenantState tenant, TimeProvider time, CheckRequest request)
{
    private bool _wasAdministrator;

    /// <summary>How often it may still be tried.</summary>
    public int Left { get; private set; } = AclLimits.SuggestionTries;

    /// <summary>Looks at the question as it is before anything is tried.</summary>
    public T Begin<T>(Look<T> look) => Under([], null, (view, in question) =>
    {
        _wasAdministrator = Administrators.IsOne(question);
        return look(view, question);
    });

    /// <summary>Whether it would be allowed under steps, or at another instant, and not because they make an administrator of the subject.</summary>
    public bool Allows(IReadOnlyList<Step> steps, DateTimeOffset? at = null) =>
        Try(steps, at, (_, in question) => Ladder.Decide(question).Allowed && (_wasAdministrator || !Administrators.IsOne(question)));

    /// <summary>Whether steps can be made at all: what a token says, for one, no step takes away.</summary>
    public bool Takes(IReadOnlyList<Step> steps) => Try(steps, null, static (_, in _) => true);

    private bool Try(IReadOnlyList<Step> steps, DateTimeOffset? at, Look<bool> look)
    {
        if (Left == 0) return false;
        Left--;
        try
        {
            return Under(steps, at, look);
        }
        catch (AclException)
        {
            // The model or its limits do not take these steps; then they are no suggestion.
            return false;
        }
    }

    /// <summary>Looks at the question under steps.</summary>
    public T Under<T>(IReadOnlyList<Step> steps, DateTimeOffset? at, Look<T> look)
    {
        var draft = new Draft(tenant) { IsAssumed = true };
        try
        {
            Assumptions.Stage(draft, time, [.. request.Assuming, .. steps], StepWire.Assuming);
            var view = Assumptions.View(draft, time);
            if (at is { } instant) view = view.At(instant);
            return look(view, view.Prepare(request, view.Closure(request.Subject, request.SubjectProperties)));
        }
        finally
        {
            draft.Drop();
        }
    }
}

/// <summary>Something worked out of a question and the tenant it is asked of.</summary>
internal delegate T Look<out T>(TenantView view, in Question question);

using OrleansAcl.Changes;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.WhatIf;

/// <summary>
/// Answers questions as if steps had been made: they are staged where only this question looks, and dropped before anybody else may stage
/// anything. Nothing is kept of it, neither states nor closures. For the one writer, as a <see cref="Draft"/> is.
/// </summary>
internal static class Assumptions
{
    /// <summary>Asks a question as if steps had been made.</summary>
    /// <param name="tenant">The tenant; its writer is the caller.</param>
    /// <param name="time">The real time.</param>
    /// <param name="steps">The steps; none is the tenant as its last change left it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="ask">Asks it.</param>
    /// <exception cref="AclException">A step was refused, at <c>assuming[n]</c>: there is no answer without it (FAIL-CLOSED).</exception>
    public static TAnswer Ask<TRequest, TAnswer>(
        TenantState tenant, TimeProvider time, IReadOnlyList<Step> steps, TRequest request, Func<TenantView, TRequest, TAnswer> ask)
    {
        RequireBounds(steps);
        var draft = new Draft(tenant) { IsAssumed = true };
        try
        {
            Stage(draft, time, steps, StepWire.Assuming);
            // Where lists go by rosters, they are to be those of the steps.
            if (tenant.IsSparse) draft.Index();
            return ask(View(draft, time), request);
        }
        finally
        {
            draft.Drop();
        }
    }

    /// <summary>Asks many checks, each under what it assumes itself; one whose steps are refused carries the error and does not spoil the others.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/> when all of them together assume too much.</exception>
    public static Listed<CheckOutcome> CheckMany(TenantState tenant, TimeProvider time, IReadOnlyList<CheckRequest> requests)
    {
        var outcomes = new List<CheckOutcome>(requests.Count);
        var assumed = 0;
        while (outcomes.Count < requests.Count)
        {
            // Those that follow each other and assume the same are asked of one draft.
            var steps = requests[outcomes.Count].Assuming;
            CheckRequest[] alike = [.. requests.Skip(outcomes.Count).TakeWhile(r => ReferenceEquals(r.Assuming, steps))];
            if ((assumed += steps.Count) > AclLimits.BatchItems)
                throw new AclException(ErrorCodes.LimitExceeded, $"the checks assume more than {AclLimits.BatchItems} steps together", StepWire.Assuming);
            outcomes.AddRange(AskAlike(tenant, time, steps, alike));
        }

        return new Listed<CheckOutcome>(outcomes, tenant.LastStaged);
    }

    private static IEnumerable<CheckOutcome> AskAlike(TenantState tenant, TimeProvider time, IReadOnlyList<Step> steps, CheckRequest[] alike)
    {
        try
        {
            return Ask(tenant, time, steps, alike, static (view, checks) => view.CheckMany(checks));
        }
        catch (AclException e)
        {
            return Array.ConvertAll(alike, _ => new CheckOutcome(default, e));
        }
    }

    /// <summary>The tenant as a draft would have it; its closures are kept nowhere.</summary>
    public static TenantView View(Draft draft, TimeProvider time) =>
        new(draft.Tenant, draft.Version, long.MaxValue, draft.Clock, time) { Revision = draft.Version - 1 };

    /// <summary>Stages steps, all of which must hold.</summary>
    /// <param name="draft">Where to.</param>
    /// <param name="time">The real time.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="place">What the list of them is called in the request.</param>
    /// <exception cref="AclException">The first refused one, at its place.</exception>
    public static void Stage(Draft draft, TimeProvider time, IReadOnlyList<Step> steps, string place)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].As is not null)
                throw new AclException(ErrorCodes.InvalidDocument, "what is only assumed is done as the system, not as somebody", $"{place}[{i}].as");
        }

        if (new StepApplier(draft, time).Apply(steps, out var results)) return;
        var refused = results.TakeWhile(r => r.Status is not (StepStatus.Error or StepStatus.Denied)).Count();
        var result = results[refused];
        throw new AclException(result.Code ?? ErrorCodes.Denied, result.Message ?? "the step is refused", PlaceOf(result.Place, $"{place}[{refused}]"));
    }

    /// <summary>Where a step is wrong; read from the request's own text, it says so from there.</summary>
    private static string PlaceOf(string? inStep, string step) =>
        inStep is null ? step : inStep.Contains(step, StringComparison.Ordinal) ? inStep : $"{step}.{inStep}";

    /// <summary>BOUNDED: refuses more steps than a question may assume.</summary>
    public static void RequireBounds(IReadOnlyList<Step> steps)
    {
        if (steps.Count > AclLimits.AssumedSteps)
            throw new AclException(ErrorCodes.LimitExceeded, $"a question assumes at most {AclLimits.AssumedSteps} steps, not {steps.Count}", StepWire.Assuming);
    }
}

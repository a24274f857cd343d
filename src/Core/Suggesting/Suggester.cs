using OrleansAcl.Explaining;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.WhatIf;

namespace OrleansAcl.Suggesting;

/// <summary>
/// Explains a question and, when it is not allowed, finds small changes that would allow it. Each is tried before it is told: made in a draft that is
/// dropped, and the question decided there. For the tenant's writer.
/// </summary>
internal sealed class Suggester
{
    private readonly CheckRequest _request;
    private readonly Trial _trial;
    private readonly List<Suggestion> _found = [];
    private Candidate _cleared = Candidate.Nothing;
    private bool _cut;

    private Suggester(TenantState tenant, TimeProvider time, CheckRequest request) => (_request, _trial) = (request, new Trial(tenant, time, request));

    /// <summary>The explanation, with suggestions when it is asked for them.</summary>
    public static Explanation Explain(TenantState tenant, TimeProvider time, CheckRequest request) => new Suggester(tenant, time, request).Explain();

    private Explanation Explain()
    {
        Assumptions.RequireBounds(_request.Assuming);
        var (explanation, instants) = _trial.Begin((view, in question) => (view.Explain(_request), Instants.Of(view, question)));
        if (explanation.Allowed) return explanation;
        if (explanation.Needs.Count > 0)
            _found.Add(new Suggestion($"give {string.Join(", ", explanation.Needs)}: then it depends on what is given", []) { Needs = explanation.Needs });
        Wait(instants);
        _cleared = Clear();
        var isEnough = _cleared.Steps.Count > 0 && _trial.Allows(_cleared.Steps);
        if (isEnough) _found.Add(new Suggestion(_cleared.Text, _cleared.Steps));
        Add(Look((view, in question) => Grants.Of(view, question)), isEnough);
        Add(Look((view, in question) => Joins.Of(view, question, _request, ref _cut)), isEnough);
        Add(Look((view, in question) => Roles.Of(view, question, _request, ref _cut)), isEnough);
        return explanation with { Suggestions = [.. _found.OrderBy(s => s.Steps.Count)], SuggestionsIncomplete = Incomplete };
    }

    /// <summary>Why there may be others; null when all that can be suggested was tried.</summary>
    private string? Incomplete => _trial.Left == 0 ? $"no more than {AclLimits.SuggestionTries} changes were tried"
        : _cut ? $"no more than {AclLimits.SuggestionsOfAKind} of a kind are told, and {AclLimits.SuggestionsLooked} groups and roles looked at"
        : null;

    /// <summary>The changes there are for the question once what stands in its way is taken away, so that a group that may then is seen to.</summary>
    private List<Candidate> Look(Look<List<Candidate>> look) => _trial.Under(_cleared.Steps, null, look);

    /// <summary>The first instant at which it will be allowed by itself.</summary>
    private void Wait(List<DateTimeOffset> instants)
    {
        foreach (var at in instants)
        {
            if (!_trial.Allows([], at)) continue;
            _found.Add(new Suggestion($"wait until {Shortfall.Instant(at)}", []) { At = at });
            return;
        }
    }

    /// <summary>Takes away what denies, one after another, as far as it can be.</summary>
    private Candidate Clear()
    {
        var cleared = Candidate.Nothing;
        for (var i = 0; i < AclLimits.SuggestionObstacles; i++)
        {
            var obstacle = _trial.Under(cleared.Steps, null, static (view, in question) => Obstacles.First(view, question));
            if (obstacle is null || !_trial.Takes(cleared.And(obstacle).Steps)) break;
            cleared = cleared.And(obstacle);
        }

        return cleared;
    }

    /// <summary>Keeps those that allow, by themselves or once what stands in the way is taken away; so many of a kind.</summary>
    private void Add(List<Candidate> candidates, bool isEnoughToClear)
    {
        var told = 0;
        foreach (var candidate in candidates)
        {
            if (_cut |= told == AclLimits.SuggestionsOfAKind) return;
            var whole = _trial.Allows(candidate.Steps) ? candidate
                : !isEnoughToClear && _cleared.Steps.Count > 0 && _cleared.And(candidate) is var both && _trial.Allows(both.Steps) ? both
                : null;
            if (whole is null) continue;
            _found.Add(new Suggestion(whole.Text, whole.Steps));
            told++;
        }
    }
}

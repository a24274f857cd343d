using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>
/// Finds the decisions that two models differ in, by asking both everything there is to ask: every subject that is stored or named, every resource,
/// every action that both have. BOUNDED: it ends when it has asked, or found, as much as it may, and says so.
/// </summary>
/// <param name="content">What the tenant holds.</param>
/// <param name="now">The tenant under the one model.</param>
/// <param name="then">The tenant under the other.</param>
internal sealed class DecisionDifferences(TenantContent content, TenantView now, TenantView then)
{
    private readonly List<ComparedCheck> _found = [];
    private long _looked;

    /// <summary>Looks for them.</summary>
    public DecisionChanges Find()
    {
        var targets = Targets();
        foreach (var subject in Subjects())
            foreach (var (resource, actions) in targets)
                foreach (var action in actions)
                {
                    if (_looked == AclLimits.ModelQuestions || _found.Count == AclLimits.ModelDifferences) return new DecisionChanges(_found, _looked, false);
                    Ask(new CheckRequest(subject, action, resource));
                }

        return new DecisionChanges(_found, _looked, true);
    }

    private void Ask(CheckRequest check)
    {
        _looked++;
        var compared = new ComparedCheck(check, now.CheckMany([check])[0], then.CheckMany([check])[0]);
        if (compared.Differs) _found.Add(compared);
    }

    /// <summary>Everybody who is stored, who has something, who owns something, and whom an entry names.</summary>
    private IEnumerable<SubjectRef> Subjects()
    {
        var subjects = new HashSet<SubjectRef>();
        foreach (var state in content.Principals)
            if (state.Stored || !state.MemberOf.IsEmpty || !state.Bindings.IsEmpty || !state.Grants.IsEmpty || !state.Temporary.IsEmpty) subjects.Add(state.Ref);
        foreach (var (_, state) in content.Resources)
        {
            if (state is { Stored: true, Owner: { } owner } && content.IsAlive(owner, state.OwnerGeneration)) subjects.Add(owner);
            foreach (var entry in state.Acl?.Entries ?? [])
                if (content.IsAlive(entry.Subject, entry.Generation)) subjects.Add(entry.Subject);
        }

        return subjects.OrderBy(s => s.ToString(), StringComparer.Ordinal);
    }

    /// <summary>What to ask about: all that is stored, and the making of something new.</summary>
    private List<(ResourceRef Resource, string[] Actions)> Targets()
    {
        var (one, other) = (now.Tenant, then.Tenant);
        var targets = new List<(ResourceRef, string[])>();
        foreach (var type in one.Model.Types)
            if (type.Creation is { } creation && Same(type) is { } twin && twin.Creation == creation) targets.Add((ResourceRef.Parse($"{type.Name}:"), [creation]));
        foreach (var (reference, state) in content.Resources.OrderBy(r => r.Ref.ToString(), StringComparer.Ordinal))
        {
            var type = one.Model.TypesByName[reference.Type];
            if (type.Reach != Reach.Asked || (!state.Stored && state.Acl is null) || Same(type) is not { } twin) continue;
            string[] actions = [.. Named(now, type, reference).Intersect(Named(then, twin, reference))];
            if (actions.Length > 0) targets.Add((reference, actions));
        }

        return targets;

        IEnumerable<string> Named(TenantView view, ResourceType type, ResourceRef reference) => ActionList.Named(view, type, reference).Union(type.Actions);

        ResourceType? Same(ResourceType type) => other.Model.Types.FirstOrDefault(t => t.Name == type.Name);
    }
}

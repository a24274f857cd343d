using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>Works out what another model would make of a tenant. Nothing is changed, and what changes meanwhile does not matter.</summary>
internal static class ModelPlanner
{
    /// <summary>The plan.</summary>
    /// <param name="content">What the tenant holds.</param>
    /// <param name="clock">Where its own clock stands.</param>
    /// <param name="change">What its model is to be.</param>
    /// <param name="models">Where models come from.</param>
    /// <param name="time">The real time.</param>
    /// <exception cref="AclException">For a model that is none, or a tenant that holds too much.</exception>
    public static ModelPlan Plan(TenantContent content, DateTimeOffset? clock, ModelChange change, IModelLibrary models, TimeProvider time)
    {
        var now = content.Tenant.Blueprint;
        var wanted = now.Changed(change, models);
        var remodelled = Remodelled.Of(content, wanted);
        var decisions = remodelled.State is { } state
            ? new DecisionDifferences(content, View(Remodelled.Read(content, now)), View(state)).Find()
            : new DecisionChanges([], 0, false);
        var (types, others) = (now.Model.Types.ToDictionary(t => t.Name), wanted.Model.Types.ToDictionary(t => t.Name));
        return new ModelPlan(remodelled.Conflicts, decisions, content.Version)
        {
            TypesAdded = [.. others.Keys.Except(types.Keys)],
            TypesRemoved = [.. types.Keys.Except(others.Keys)],
            ActionsAdded = [.. Actions(others, types).Except(Actions(types, others))],
            ActionsRemoved = [.. Actions(types, others).Except(Actions(others, types))],
            Same = now.HasModelOf(wanted),
        };

        TenantView View(TenantState read)
        {
            read.Publish(content.Version, true, clock);
            return new TenantView(read, read.Current, time);
        }
    }

    private static IEnumerable<string> Actions(Dictionary<string, ResourceType> types, Dictionary<string, ResourceType> others) => types.Values
        .Where(t => others.ContainsKey(t.Name))
        .SelectMany(t => (t.Creation is { } creation ? t.Actions.Append(creation) : t.Actions).Distinct().Select(action => $"{t.Name}.{action}"));
}

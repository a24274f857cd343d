using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Selectors;

namespace OrleansAcl.Models.Qubole;

/// <summary>Reads Qubole roles: statements over product areas, of which the scheduler and the permissions themselves count here.</summary>
internal sealed class QuboleRoleFormat : IDocumentFormat
{
    private const string All = "all";
    private const string Scheduler = "scheduler";
    private const string ObjectPolicy = "object_policy";

    /// <inheritdoc/>
    public string? Lacking(Model model) =>
        model.TypesByName.ContainsKey(Scheduler) && model.TypesByName.ContainsKey(ObjectPolicy) ? null : $"the types `{Scheduler}` and `{ObjectPolicy}`";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("name!", "policies!");
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(SetKey.Role, document["name"]!.AsName()),
            Statements = [.. document["policies"]!.AsList().SelectMany(p => Policy(p, model))],
        });
    }

    private static IEnumerable<Statement> Policy(Node policy, Model model)
    {
        policy.RequireMap("access!", "resource!", "action!");
        var effect = QuboleWords.Access(policy["access"]!);
        var area = policy["resource"]!.AsName();
        var actions = policy["action"]!.AsList();
        foreach (var action in actions) action.AsName();
        // Other product areas are accepted and inert here.
        foreach (var type in (string[])[Scheduler, ObjectPolicy])
        {
            if (area != type && area != All) continue;
            var bits = actions.Aggregate(0UL, (b, a) => b | Bits(model, model.TypesByName[type], a, strict: area == Scheduler));
            yield return new Statement(effect, type, ActionSet.Of(bits), AnySelector.Instance);
        }
    }

    /// <summary>At account level <c>all</c> includes the right to create.</summary>
    private static ulong Bits(Model model, ResourceType type, Node action, bool strict)
    {
        if (action.Text == All) return model.Bits(type) | (type.Creation is { } creation ? model.ActionBits[creation] : 0);
        if (type.Actions.Contains(action.Text) || type.Creation == action.Text) return model.ActionBits[action.Text];
        return strict ? throw action.Refused(ErrorCodes.UnknownAction, $"`{References.Shown(action.Text)}` is not an action of a {type.Name}") : 0UL;
    }
}

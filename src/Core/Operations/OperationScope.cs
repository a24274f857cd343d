using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Operations;

/// <summary>What the places of an operation's templates stand for: the caller, the arguments, the item at hand.</summary>
internal sealed class OperationScope(TenantView view, Closure caller, string? ns)
{
    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);

    /// <summary>Who asks.</summary>
    public Closure Caller => caller;

    /// <summary>The operation's namespace.</summary>
    public string? Namespace => ns;

    /// <summary>The namespace the first check was asked in, for those that are to be asked in the same.</summary>
    public string? FirstNamespace { get; set; }

    /// <summary>Gives a name a value; null takes it away.</summary>
    public void Set(string name, Node? value)
    {
        if (value is null) _values.Remove(name);
        else _values[name] = value;
    }

    /// <summary>The value of a name, or null.</summary>
    public Node? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>A template's text; null when one of its places has no value.</summary>
    public string? Fill(Template template) => template.Fill(Value);

    /// <summary>Whether all conditions hold.</summary>
    public bool All(IReadOnlyList<OperationCondition> conditions) => conditions.All(Holds);

    private bool Holds(OperationCondition condition)
    {
        var left = Fill(condition.Left);
        return condition.Test switch
        {
            ConditionTest.Is => left is not null && left == Fill(condition.Right!),
            ConditionTest.IsNot => left != Fill(condition.Right!),
            ConditionTest.InCaller => left is not null && caller.Holds(SubjectRef.Parse(left)),
            _ => left is not (null or "" or "false"),
        };
    }

    private string? Value(string[] path)
    {
        if (path[0] == "caller") return caller.Self.ToString();
        if (path[0] == "namespace") return ns;
        if (!_values.TryGetValue(path[0], out var node)) return null;
        for (var i = 1; i < path.Length; i++)
        {
            if (node.Kind != NodeKind.Map) return OfResource(node.ScalarText, path.AsSpan(i));
            if (node[path[i]] is not { } next) return null;
            node = next;
        }

        return node.ScalarText;
    }

    /// <summary>Something about the resource a text refers to.</summary>
    private string? OfResource(string? text, ReadOnlySpan<string> path)
    {
        var model = view.Tenant.Model;
        if (text is null || !text.Contains(':')) return null;
        if (path is ["untagged"]) return model.Uris?.WithoutTag(model, text);
        var (type, reference) = model.Resolve(ResourceRef.Parse(text), view.Tenant.Settings, Reach.Internal);
        var state = view.Tenant.FindResource(type, reference.Id)?.At(view.Version);
        return path switch
        {
            ["id"] => reference.Id,
            ["type"] => type.Name,
            ["owner"] => state?.Owner is { } owner && view.Tenant.IsAlive(owner, state.OwnerGeneration, view.Version) ? owner.ToString() : null,
            ["parent"] => state?.Parent?.ToString(),
            ["parent", .. var rest] => OfResource(state?.Parent?.ToString(), rest),
            ["namespace"] => state?.Namespace,
            ["properties", .. var keys] => state?.Properties?.At(keys)?.ScalarText,
            [var part] => Component(type, reference.Id, part),
            _ => null,
        };
    }

    private static string? Component(ResourceType type, string id, string name)
    {
        for (var i = 0; i < type.Components.Count; i++)
            if (type.Components[i] == name) return type.Component(id, i).ToString();
        return null;
    }
}

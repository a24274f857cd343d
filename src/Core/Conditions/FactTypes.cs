using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>
/// What a model declares of facts. Under a root that it declares, an unknown name is refused when a condition is read, and so is a comparison
/// of types that do not fit. Under one it does not declare every name is allowed, and its type is looked at when the condition is asked.
/// </summary>
public sealed class FactTypes
{
    /// <summary>Declares nothing.</summary>
    public static FactTypes Open { get; } = new();

    /// <summary>The names in <c>context</c>; null when they are not declared.</summary>
    public IReadOnlyDictionary<string, FactType>? Context { get; init; }

    /// <summary>The names in <c>subject.properties</c>; null when they are not declared.</summary>
    public IReadOnlyDictionary<string, FactType>? Subject { get; init; }

    /// <summary>The names in <c>resource.properties</c>; null when they are not declared.</summary>
    public IReadOnlyDictionary<string, FactType>? Resource { get; init; }

    /// <summary>The names in <c>action.properties</c>; null when they are not declared.</summary>
    public IReadOnlyDictionary<string, FactType>? Action { get; init; }

    /// <summary>
    /// Reads declarations such as <c>{context: {ip: string, tags: list(string)}, subject: {level: int}}</c>; each key may be left out.
    /// </summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> with the place, for another key or an unknown type.</exception>
    public static FactTypes Read(Node declared)
    {
        declared.RequireMap("context", "subject", "resource", "action");
        return new FactTypes
        {
            Context = Names(declared["context"]),
            Subject = Names(declared["subject"]),
            Resource = Names(declared["resource"]),
            Action = Names(declared["action"]),
        };
    }

    private static Dictionary<string, FactType>? Names(Node? declared) =>
        declared?.AsMap().ToDictionary(entry => entry.Key, entry => TypeOf(entry.Value), StringComparer.Ordinal);

    private static FactType TypeOf(Node node) => FactType.TryParse(node.AsString(), out var type)
        ? type
        : throw node.Invalid($"unknown type `{References.Shown(node.Text)}`; expected one of {string.Join(", ", FactType.Names.Select(n => $"`{n}`"))}");
}

namespace OrleansAcl.Conditions;

/// <summary>The type of a fact or of a part of a condition.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Element">Of a list, what its items are; otherwise unknown.</param>
public readonly record struct FactType(FactKind Kind, FactKind Element = FactKind.Unknown)
{
    /// <summary>The types that can be declared, by name.</summary>
    private static readonly Dictionary<string, FactType> Named = Declarable().ToDictionary(type => type.ToString(), StringComparer.Ordinal);

    /// <summary>The names of the types that can be declared.</summary>
    public static IEnumerable<string> Names => Named.Keys;

    /// <summary>Whether it is known before evaluation.</summary>
    internal bool IsKnown => Kind != FactKind.Unknown;

    /// <summary>The type of that name, for example <c>list(string)</c>.</summary>
    public static bool TryParse(string name, out FactType type) => Named.TryGetValue(name, out type);

    /// <summary>Its name.</summary>
    public override string ToString() => Kind == FactKind.List && Element != FactKind.Unknown ? $"list({Name(Element)})" : Name(Kind);

    /// <summary>The name of a kind.</summary>
    internal static string Name(FactKind kind) => kind switch
    {
        FactKind.Unknown => "dynamic",
        FactKind.Bool => "bool",
        FactKind.Int => "int",
        FactKind.Double => "double",
        FactKind.String => "string",
        FactKind.Timestamp => "timestamp",
        FactKind.Duration => "duration",
        FactKind.List => "list",
        FactKind.Map => "map",
        FactKind.Range => "range of addresses",
        _ => "number beyond 64 bits",
    };

    private static IEnumerable<FactType> Declarable()
    {
        for (var kind = FactKind.Unknown; kind <= FactKind.Map; kind++) yield return new FactType(kind);
        for (var item = FactKind.Bool; item <= FactKind.String; item++) yield return new FactType(FactKind.List, item);
    }
}

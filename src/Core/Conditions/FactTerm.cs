using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>One of the facts of every question, such as <c>subject.id</c>, <c>context</c> or <c>now</c>.</summary>
internal sealed class FactTerm(Fact fact, FactType type, string path) : PathTerm(type, path)
{
    private static readonly Node Nothing = Node.Map();

    private static readonly Dictionary<string, Fact> Named = new(StringComparer.Ordinal)
    {
        ["subject.type"] = Fact.SubjectType,
        ["subject.id"] = Fact.SubjectId,
        ["subject.properties"] = Fact.SubjectProperties,
        ["resource.type"] = Fact.ResourceType,
        ["resource.id"] = Fact.ResourceId,
        ["resource.namespace"] = Fact.ResourceNamespace,
        ["resource.owner"] = Fact.ResourceOwner,
        ["resource.parent"] = Fact.ResourceParent,
        ["resource.properties"] = Fact.ResourceProperties,
        ["action.name"] = Fact.ActionName,
        ["action.properties"] = Fact.ActionProperties,
        ["context"] = Fact.Context,
        ["now"] = Fact.Now,
    };

    /// <summary>The names that begin a path.</summary>
    public static readonly string[] Roots = [.. Named.Keys.Select(name => name.Split('.')[0]).Distinct()];

    /// <summary>The fact of that name, or null.</summary>
    public static FactTerm? Find(string name) => Named.TryGetValue(name, out var fact) ? new FactTerm(fact, new FactType(KindOf(fact)), name) : null;

    /// <summary>Whether a root is nothing by itself, only what is under it.</summary>
    public static bool IsBranching(string root) => Roots.Contains(root) && !Named.ContainsKey(root);

    /// <summary>The names under a root, for messages.</summary>
    public static IEnumerable<string> Under(string root) => Named.Keys.Where(name => name.StartsWith(root + '.', StringComparison.Ordinal));

    /// <summary>Whether it is the time.</summary>
    public bool IsClock => fact == Fact.Now;

    /// <summary>What is declared under it; null when anything may be there.</summary>
    public IReadOnlyDictionary<string, FactType>? Declared(FactTypes types) => fact switch
    {
        Fact.SubjectProperties => types.Subject,
        Fact.ResourceProperties => types.Resource,
        Fact.ActionProperties => types.Action,
        Fact.Context => types.Context,
        _ => null,
    };

    public override Value Find(ref Evaluation e) => fact switch
    {
        Fact.SubjectType => Value.Of(e.Facts.SubjectType),
        Fact.SubjectId => Value.Of(e.Facts.SubjectId),
        Fact.SubjectProperties => Value.Of(e.Facts.SubjectProperties ?? Nothing),
        Fact.ResourceType => Value.Of(e.Facts.ResourceType),
        Fact.ResourceId => Value.Of(e.Facts.ResourceId),
        Fact.ResourceNamespace => Value.Of(e.Facts.Namespace),
        Fact.ResourceOwner => Value.Of(e.Facts.Owner?.ToString()),
        Fact.ResourceParent => Value.Of(e.Facts.Parent?.ToString()),
        Fact.ResourceProperties => Value.Of(e.Facts.ResourceProperties ?? Nothing),
        Fact.ActionName => Value.Of(e.Facts.Action),
        Fact.ActionProperties => Value.Of(e.Facts.ActionProperties ?? Nothing),
        Fact.Context => Value.Of(e.Facts.Context ?? Nothing),
        _ => Value.Timestamp(e.Facts.Now.UtcTicks),
    };

    private static FactKind KindOf(Fact fact) => fact switch
    {
        Fact.SubjectProperties or Fact.ResourceProperties or Fact.ActionProperties or Fact.Context => FactKind.Map,
        Fact.Now => FactKind.Timestamp,
        _ => FactKind.String,
    };
}

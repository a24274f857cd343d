using OrleansAcl.Documents;
using OrleansAcl.Objects;

namespace OrleansAcl.Undoing;

/// <summary>Who is named in what is put back, so that nobody gets what was another's who had his name.</summary>
internal static class Named
{
    /// <summary>The users, groups, roles and policies named.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="restored">What is put back of it; null for nothing.</param>
    public static IEnumerable<ObjectRef> In(ObjectRef reference, Node? restored)
    {
        if (restored is null) return [];
        switch (reference.Kind)
        {
            case ObjectRef.User: return Texts(restored["roles"]).Select(role => new ObjectRef(ObjectRef.Role, role));
            case ObjectRef.Member: return ObjectKeys.Parts(reference, 2).Select(part => Subject(part!));
            case ObjectRef.Grant: return [Subject(ObjectKeys.Parts(reference, 2, 3)[1]!)];
            case ObjectRef.Resource: return Texts(restored["owner"]).Select(Subject);
            case ObjectRef.Acl:
                var entries = restored["entries"]?.Items.Select(e => e["subject"]!.Text) ?? [];
                return Texts(restored["by"]).Concat(entries).Select(Subject).Distinct();
            case ObjectRef.Binding:
                var parts = ObjectKeys.Parts(reference, 4);
                return [new ObjectRef(parts[0]!, parts[1]!), Subject(parts[2]!)];
            default: return [];
        }
    }

    /// <summary>What may name a role by its URI: what a level was granted on, and a role's own document.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="restored">What is put back of it; null for nothing.</param>
    public static IEnumerable<string> TextsIn(ObjectRef reference, Node? restored) => reference.Kind switch
    {
        _ when restored is null => [],
        ObjectRef.Grant => [ObjectKeys.Parts(reference, 2, 3)[0]!],
        ObjectRef.Role => [restored.ToString()],
        _ => [],
    };

    private static ObjectRef Subject(string text) => SubjectRef.Parse(text) is var subject ? new ObjectRef(subject.Type, subject.Id) : default;

    private static IEnumerable<string> Texts(Node? node) => node switch
    {
        null => [],
        { Kind: NodeKind.List } list => list.Items.Select(i => i.Text),
        _ => [node.Text],
    };
}

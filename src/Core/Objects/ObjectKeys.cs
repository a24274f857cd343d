using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>The ids of objects that tie two things together: JSON lists of what they tie.</summary>
internal static class ObjectKeys
{
    /// <summary>A membership.</summary>
    public static ObjectRef Member(SubjectRef group, SubjectRef member) => Of(ObjectRef.Member, group.ToString(), member.ToString());

    /// <summary>A binding.</summary>
    public static ObjectRef Binding(Binding binding, SubjectRef to) =>
        Of(ObjectRef.Binding, binding.Set.Kind, binding.Set.Id, to.ToString(), binding.Namespace);

    /// <summary>A grant of a level.</summary>
    public static ObjectRef Grant(ResourceRef resource, SubjectRef to) => Of(ObjectRef.Grant, resource.ToString(), to.ToString());

    /// <summary>A grant of a level for a time, which may stand beside one for good.</summary>
    public static ObjectRef Temporary(ResourceRef resource, SubjectRef to) => Of(ObjectRef.Grant, resource.ToString(), to.ToString(), "temporary");

    private static ObjectRef Of(string kind, params ReadOnlySpan<string?> parts)
    {
        var nodes = new List<Node>();
        foreach (var part in parts) nodes.Add(part is null ? Node.Null() : Node.Of(part));
        return new ObjectRef(kind, Node.List(nodes).ToString());
    }

    /// <summary>The parts of such an id.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="count">How many parts there are.</param>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is none.</exception>
    public static string?[] Parts(ObjectRef reference, int count, int most = 0)
    {
        try
        {
            var parts = Json.Parse(reference.Id).AsList();
            if (parts.Count == count || (parts.Count > count && parts.Count <= most)) return [.. parts.Select(p => p.Kind == NodeKind.Null ? null : p.AsName())];
        }
        catch (AclException)
        {
            // Told below what it should be.
        }

        throw new AclException(ErrorCodes.InvalidDocument, $"the id of a {reference.Kind} is a JSON list of {count} strings, not `{References.Shown(reference.Id)}`");
    }

    /// <summary>A part that must be there.</summary>
    public static string Required(string? part, ObjectRef reference) =>
        part ?? throw new AclException(ErrorCodes.InvalidDocument, $"a part of the id `{References.Shown(reference.Id)}` is null");
}

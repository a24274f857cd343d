using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>
/// Reads AuthZEN evaluations, entity by entity as <see cref="EntityReader"/> does. An item of a batch takes whole objects from the
/// batch's defaults, never single members of them.
/// </summary>
internal static class EvaluationReader
{
    private static readonly string[] Parts = ["subject", "action", "resource", "context"];

    /// <summary>Reads one evaluation.</summary>
    /// <param name="item">What is asked.</param>
    /// <param name="defaults">What the batch says for all its items; null outside a batch.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member.</exception>
    public static CheckRequest Read(Node item, Node? defaults = null)
    {
        _ = item.AsMap();
        var subject = Required(item, defaults, "subject");
        var action = Required(item, defaults, "action");
        var resource = Required(item, defaults, "resource");
        var (who, whose) = EntityReader.Subject(subject);
        var (what, its) = EntityReader.Resource(resource);
        var (name, how) = EntityReader.Action(action);
        return new CheckRequest(who, name, what)
        {
            ActionProperties = how,
            SubjectProperties = whose,
            ResourceProperties = its,
            Context = EntityReader.Map(item, "context") ?? (defaults is null ? null : EntityReader.Map(defaults, "context")),
        };
    }

    /// <summary>Refuses defaults that are not objects: they spoil the whole batch, not one item of it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member.</exception>
    public static void RequireDefaults(Node body)
    {
        foreach (var part in Parts) _ = EntityReader.Map(body, part);
    }

    private static Node Required(Node item, Node? defaults, string part) =>
        item[part] ?? defaults?[part] ?? throw item.Invalid($"the key `{part}` is missing");
}

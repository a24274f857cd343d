using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>A level on a URI as Apolo sends it: <c>{uri, action}</c>.</summary>
internal static class Permission
{
    /// <summary>The permissions of a body, a list of at least one and at most <see cref="AclLimits.BatchItems"/>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<Node> ReadMany(Node body)
    {
        var items = body.AsList();
        if (items.Count == 0) throw body.Invalid("expected at least one permission");
        if (items.Count > AclLimits.BatchItems) throw body.Refused(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} permissions");
        foreach (var item in items)
        {
            item.RequireMap("uri!", "action!");
            item["uri"]!.AsName();
            item["action"]!.AsName();
        }

        return items;
    }

    /// <summary>Writes one.</summary>
    public static Node Write(string uri, string action) => Node.Map(("uri", Node.Of(uri)), ("action", Node.Of(action)));
}

using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// What requests have in common: bodies of any content type for JSON, as the original's own clients send them, where a null is a member
/// left out; and parameters that would ask for what is not kept here, which are refused rather than passed over.
/// </summary>
internal static class LusidRequests
{
    /// <summary>The body, a mapping, without its nulls.</summary>
    public static async ValueTask<Node> ReadAsync(this SystemCall call)
    {
        var body = await call.Http.ReadAsync(anyJson: true);
        _ = body.AsMap();
        return WithoutNulls(body);
    }

    private static Node WithoutNulls(Node node) => node.Kind switch
    {
        NodeKind.Map => Node.Map(node.Entries.Select(entry => (entry.Key, entry.Value.Kind == NodeKind.Null ? null : WithoutNulls(entry.Value)))),
        NodeKind.List => Node.List(node.Items.Select(WithoutNulls)),
        _ => node.Copy(),
    };

    /// <summary>The scope and code of a request: the code in its path, the scope in its query.</summary>
    public static LusidKey Key(this SystemCall call) => new(call.Http.Query("scope"), call.Http.Segment("code"));

    /// <summary>Refuses parameters of the query.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the first that is there.</exception>
    public static void Refuse(this SystemCall call, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (call.Http.Query(name) is not null)
                throw new AclException(ErrorCodes.InvalidDocument, "this parameter is not served here; leave it out", name);
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// The change log: <c>{changes: [{revision, time, actor, reason, idempotency_key, as, objects: [{kind, id, before, after}]}], revision}</c>, asked for
/// by <c>{since, limit, wait}</c> with the wait in milliseconds.
/// </summary>
public static class ChangeWire
{
    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ChangesRequest ReadRequest(Node body)
    {
        body.RequireMap("since!", "limit", "wait");
        var request = new ChangesRequest(body["since"]!.AsInteger());
        if (body["limit"] is { } limit) request = request with { Limit = ObjectWire.Limit(limit) };
        return body["wait"] is { } wait ? request with { Wait = TimeSpan.FromMilliseconds(wait.AsInteger()) } : request;
    }

    /// <summary>Writes what is asked for.</summary>
    public static Node WriteRequest(ChangesRequest request) => Node.Map(
        ("since", Node.Of(request.Since)), ("limit", Node.Of(request.Limit)),
        ("wait", request.Wait == TimeSpan.Zero ? null : Node.Of((long)request.Wait.TotalMilliseconds)));

    /// <summary>Reads a page.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ChangePage ReadPage(Node body)
    {
        body.RequireMap("changes!", "revision!");
        return new ChangePage(body.OptionalList("changes", Read), body["revision"]!.AsInteger());
    }

    /// <summary>Writes a page.</summary>
    public static Node WritePage(ChangePage page) => Node.Map(("changes", Node.List(page.Changes.Select(Write))), ("revision", Node.Of(page.Revision)));

    /// <summary>Reads a change.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Change Read(Node body)
    {
        body.RequireMap("revision!", "time!", "actor!", "reason", "idempotency_key", "as", "objects!");
        return new Change(body["revision"]!.AsInteger(), body["time"]!.AsInstant(), body["actor"]!.AsString(), body.OptionalList("objects", ReadObject))
        {
            Reason = body.OptionalText("reason"), IdempotencyKey = body.OptionalText("idempotency_key"), As = body.OptionalList("as", SubjectWire.Read),
        };
    }

    /// <summary>Writes a change.</summary>
    public static Node Write(Change change) => Node.Map(
        ("revision", Node.Of(change.Revision)),
        ("time", Node.Of(change.Time)),
        ("actor", Node.Of(change.Actor)),
        ("reason", Fields.Text(change.Reason)),
        ("idempotency_key", Fields.Text(change.IdempotencyKey)),
        ("as", change.As.Count == 0 ? null : Node.List(change.As.Select(s => SubjectWire.Write(s)))),
        ("objects", Node.List(change.Objects.Select(o => Node.Map(
            ("kind", Node.Of(o.Ref.Kind)), ("id", Node.Of(o.Ref.Id)), ("before", o.Before?.Copy()), ("after", o.After?.Copy()))))));

    private static ObjectChange ReadObject(Node body)
    {
        body.RequireMap("kind!", "id!", "before", "after");
        return new ObjectChange(new ObjectRef(body["kind"]!.AsString(), body["id"]!.AsString()), body.OptionalMap("before"), body.OptionalMap("after"));
    }
}

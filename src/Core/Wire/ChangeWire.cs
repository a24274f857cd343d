using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// The change log: <c>{changes: [{revision, time, actor, reason, idempotency_key, as, objects: [{kind, id, before, after, lives}]}], revision}</c>, asked for
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
        return new Change(body["revision"]!.AsInteger(), body["time"]!.AsInstant(), body["actor"]!.AsString(), ReadObjects(body))
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
        ("objects", WriteObjects(change.Objects)));

    /// <summary>Reads what became of objects; nothing when it does not say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static IReadOnlyList<ObjectChange> ReadObjects(Node body) => body.OptionalList("objects", ReadObject);

    /// <summary>Writes what became of objects.</summary>
    public static Node WriteObjects(IEnumerable<ObjectChange> objects) => Node.List(objects.Select(o => Node.Map(
        ("kind", Node.Of(o.Ref.Kind)), ("id", Node.Of(o.Ref.Id)), ("before", o.Before?.Copy()), ("after", o.After?.Copy()), ("lives", WriteLives(o.Lives)))));

    /// <summary>Reads lives, <c>[{kind, id, life}]</c>; none when it does not say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static IReadOnlyList<Life> ReadLives(Node body, string key) => body.OptionalList(key, ReadLife);

    /// <summary>Writes lives; nothing when there are none.</summary>
    public static Node? WriteLives(IReadOnlyList<Life> lives) => lives.Count == 0 ? null : Node.List(lives.Select(life => Node.Map(
        ("kind", Node.Of(life.Ref.Kind)), ("id", Node.Of(life.Ref.Id)), ("life", Node.Of(life.Number)))));

    private static Life ReadLife(Node node)
    {
        node.RequireMap("kind!", "id!", "life!");
        var number = node["life"]!.AsInteger();
        if (number is < 0 or > int.MaxValue) throw node["life"]!.Invalid("expected the number of a life");
        return new Life(new ObjectRef(node["kind"]!.AsName(), node["id"]!.AsName()), (int)number);
    }

    private static ObjectChange ReadObject(Node body)
    {
        body.RequireMap("kind!", "id!", "before", "after", "lives");
        return new ObjectChange(new ObjectRef(body["kind"]!.AsString(), body["id"]!.AsString()), body.OptionalMap("before"), body.OptionalMap("after"))
        {
            Lives = ReadLives(body, "lives"),
        };
    }
}

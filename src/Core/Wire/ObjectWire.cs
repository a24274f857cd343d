using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Stored objects: <c>{kind, id, document, etag, revision}</c>. Pages of them are asked for by
/// <c>{kind, type, subject, of: {kind, id}, text, parent, namespace, after, limit}</c> and answered by <c>{items: [..], folders, reason, next, revision}</c>.
/// </summary>
public static class ObjectWire
{
    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static BrowseRequest ReadRequest(Node body)
    {
        body.RequireMap("kind!", "type", "subject", "of", "text", "parent", "namespace", "after", "limit", Fields.AtLeastAsFresh);
        var request = new BrowseRequest(body["kind"]!.AsString())
        {
            Type = body.OptionalText("type"), Subject = body["subject"] is { } subject ? SubjectWire.Read(subject) : null,
            Of = body["of"] is { } of ? ReadRef(of) : null, Text = body.OptionalText("text"), Parent = body.OptionalText("parent"),
            Namespace = body.OptionalText("namespace"), After = body.OptionalText("after"), AtLeastAsFresh = body.Fresh(),
        };
        return body["limit"] is { } limit ? request with { Limit = Limit(limit) } : request;
    }

    /// <summary>Reads how many are wanted at most.</summary>
    internal static int Limit(Node limit) => limit.AsInteger() is >= 1 and <= AclLimits.PageItems and var number
        ? (int)number
        : throw limit.Refused(ErrorCodes.LimitExceeded, $"expected 1 to {AclLimits.PageItems}");

    /// <summary>Writes what is asked for.</summary>
    public static Node WriteRequest(BrowseRequest request) => Node.Map(
        ("kind", Node.Of(request.Kind)), ("type", Fields.Text(request.Type)),
        ("subject", request.Subject is { } subject ? SubjectWire.Write(subject) : null),
        ("of", request.Of is { } of ? WriteRef(of) : null),
        ("text", Fields.Text(request.Text)), ("parent", Fields.Text(request.Parent)), ("namespace", Fields.Text(request.Namespace)),
        ("after", Fields.Text(request.After)), ("limit", Node.Of(request.Limit)), (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)));

    /// <summary>Reads what an object is found by, <c>{kind, id}</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ObjectRef ReadRef(Node body)
    {
        body.RequireMap("kind!", "id!");
        return new ObjectRef(body["kind"]!.AsName(), body["id"]!.AsString());
    }

    /// <summary>Writes what an object is found by.</summary>
    public static Node WriteRef(ObjectRef reference) => Node.Map(("kind", Node.Of(reference.Kind)), ("id", Node.Of(reference.Id)));

    /// <summary>Reads an object.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static StoredObject Read(Node body)
    {
        body.RequireMap("kind!", "id!", "document!", "etag!", "revision!");
        return new StoredObject(new ObjectRef(body["kind"]!.AsString(), body["id"]!.AsString()), body.OptionalMap("document")!.Copy())
        {
            Revision = body["revision"]!.AsInteger(),
        };
    }

    /// <summary>Writes an object.</summary>
    public static Node Write(StoredObject found) => Node.Map(
        ("kind", Node.Of(found.Ref.Kind)), ("id", Node.Of(found.Ref.Id)), ("document", found.Document.Copy()),
        ("etag", Node.Of(found.ETag)), ("revision", Node.Of(found.Revision)));

    /// <summary>Reads a page.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ObjectPage ReadPage(Node body)
    {
        body.RequireMap("items!", "folders", "reason", "next", "revision!");
        return new ObjectPage(body.OptionalList("items", Read), body.OptionalText("next"), body["revision"]!.AsInteger())
        {
            Incomplete = body.OptionalText("reason") ?? (body["next"] is null ? null : IncompleteReasons.PageFull), Folders = body["folders"]?.AsStrings() ?? [],
        };
    }

    /// <summary>Writes a page.</summary>
    public static Node WritePage(ObjectPage page) => Node.Map(
        [("items", Node.List(page.Items.Select(Write))), .. Rest(page)]);

    /// <summary>What a page says besides its items.</summary>
    public static IEnumerable<(string Key, Node? Value)> Rest(ObjectPage page) =>
        [("folders", page.Folders.Count == 0 ? null : Node.List(page.Folders)), ("reason", Fields.Text(page.Incomplete)), ("next", Fields.Text(page.Next)), ("revision", Node.Of(page.Revision))];
}

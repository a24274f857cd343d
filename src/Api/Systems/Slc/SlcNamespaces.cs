using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// Namespaces: <c>{id, name, description}</c>. They are resources here, which the system stores and nobody else; a user deletes one where he may, and
/// what was bound in it stays bound. The shape is ours, after the hub's command line.
/// </summary>
internal static class SlcNamespaces
{
    /// <summary>The variable part of the path.</summary>
    public const string Segment = "namespaceId";

    private const string Type = "namespace";
    private const string Description = "description";
    private const string Properties = "properties";

    /// <summary>Those the caller may read.</summary>
    public static async ValueTask<Reply> QueryAsync(SystemCall call)
    {
        var query = SlcPage.Read(call, "name", "name");
        var stored = await call.AllAsync(new BrowseRequest(ObjectRef.Resource) { Type = Type });
        var wanted = stored.Select(found => Write(found.Document)).Where(query.Holds).ToList();
        return query.Answer(await call.VisibleAsync("query-namespaces", wanted, ns => ResourceRef.Parse(Id(ns["name"]!.Text))));
    }

    /// <summary>One; task <c>get-namespace</c>.</summary>
    public static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        var name = call.Http.Segment(Segment);
        await call.RequireAsync("get-namespace", name);
        return Reply.Json(Write((await call.GetAsync(Reference(name))).Document));
    }

    /// <summary>Makes one; 201.</summary>
    public static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        var name = SlcEntity.ReadName(body, null, Description);
        var document = Described(Node.Map(("id", Node.Of(Id(name)))), body);
        await SlcEntity.PutAsync(call, new Step("resource", document), Reference(name), isNew: true);
        return Reply.Json(Write(document), StatusCodes.Status201Created);
    }

    /// <summary>Describes one anew; whatever else is stored of it stays.</summary>
    public static async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        var name = SlcEntity.ReadName(body, call.Http.Segment(Segment), Description);
        await call.RequireAsync("update-namespace", name);
        var stored = await call.GetAsync(Reference(name));
        var document = Described(stored.Document, body);
        await call.ApplyAsync(new Step("resource", document), new Precondition(stored.Ref, [stored.ETag]));
        return Reply.Json(Write(document));
    }

    /// <summary>Removes one; 204.</summary>
    public static ValueTask<Reply> DeleteAsync(SystemCall call) => SlcEntity.DeleteAsync(call, Id(call.Http.Segment(Segment)));

    private static Node Described(Node resource, Node body)
    {
        var description = body.Sent(Description) is { } text ? Node.Of(text.AsString()) : null;
        var properties = Node.Map([.. resource[Properties].Copies(but: Description), (Description, description)]);
        return Node.Map([.. resource.Copies(but: Properties), (Properties, properties)]);
    }

    private static string Id(string name) => $"{Type}:{name}";

    private static ObjectRef Reference(string name) => new(ObjectRef.Resource, Id(name));

    private static Node Write(Node document)
    {
        var name = document["id"]!.Text[(Type.Length + 1)..];
        return Node.Map(("id", Node.Of(name)), ("name", Node.Of(name)), (Description, document.At(Properties, Description)?.Copy()));
    }
}

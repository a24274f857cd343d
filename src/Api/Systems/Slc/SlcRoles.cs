using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// Roles: <c>{id, name, description, permissions, system}</c>, where a permission is <c>{object, actions, effect, matcher}</c>. The fields and the
/// query of the list are the hub's; how a permission is written follows its command line, and the paths are ours.
/// </summary>
internal static class SlcRoles
{
    /// <summary>The variable part of the path.</summary>
    public const string Segment = "roleId";

    private const string Permissions = "permissions";
    private const string Rules = "rules";
    private const string System = "system";

    /// <summary>Those the caller may read.</summary>
    public static async ValueTask<Reply> QueryAsync(SystemCall call)
    {
        var query = SlcPage.Read(call, "name", "name");
        var stored = (await call.AllAsync(ObjectRef.Role)).Select(Write).Where(query.Holds).ToList();
        return query.Answer(await call.VisibleAsync("query-roles", stored, role => Object(role["name"]!.Text)));
    }

    /// <summary>One; task <c>get-role</c>.</summary>
    public static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        var name = call.Http.Segment(Segment);
        await call.RequireAsync("get-role", name);
        return Reply.Json(Write(await call.GetAsync(Reference(name))));
    }

    /// <summary>Makes one; 201.</summary>
    public static async ValueTask<Reply> CreateAsync(SystemCall call) => await PutAsync(call, await call.Http.ReadAsync(), null);

    /// <summary>Replaces one; what is left out is empty.</summary>
    public static async ValueTask<Reply> UpdateAsync(SystemCall call) =>
        await PutAsync(call, await call.Http.ReadAsync(), call.Http.Segment(Segment));

    /// <summary>Removes one, and with it its bindings; 204.</summary>
    public static ValueTask<Reply> DeleteAsync(SystemCall call) => SlcEntity.DeleteAsync(call, $"role:{call.Http.Segment(Segment)}");

    /// <summary>Whether a name can be taken, for those who may make a role of it: <c>{result, reason, msg}</c>.</summary>
    public static async ValueTask<Reply> NameAvailabilityAsync(SystemCall call)
    {
        var name = call.Http.Query("name") is { Length: > 0 } text ? text : throw new AclException(ErrorCodes.InvalidDocument, "expected a name", "name");
        await call.RequireAsync("create-role", name);
        var taken = await call.FindAsync(Reference(name)) is not null;
        return Reply.Json(Node.Map(
            ("result", Node.Of(!taken)),
            ("reason", taken ? Node.Of("exists") : null),
            ("msg", taken ? Node.Of($"there is a role `{name}` already") : null)));
    }

    private static async ValueTask<Reply> PutAsync(SystemCall call, Node body, string? id)
    {
        var name = SlcEntity.ReadName(body, id, "description", Permissions, System);
        if (body.Sent(System)?.AsBoolean() == true) throw body[System]!.Invalid("there are no roles of the hub's own here");
        var document = Node.Map(("name", Node.Of(name)), ("description", body.Sent("description")?.Copy()), (Rules, body.Sent(Permissions)?.Copy()));
        await SlcEntity.PutAsync(call, new Step("role", document), Reference(name), id is null, (_, place) => PlaceOf(place));
        return Reply.Json(Write(document), id is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static string PlaceOf(string place) =>
        place.StartsWith(Rules, StringComparison.Ordinal) ? string.Concat(Permissions, place.AsSpan(Rules.Length)) : place;

    private static ObjectRef Reference(string name) => new(ObjectRef.Role, name);

    private static ResourceRef Object(string name) => ResourceRef.Parse($"object:/Roles/{name}");

    private static Node Write(StoredObject role) => Write(role.Document);

    private static Node Write(Node document) => Node.Map(
        ("id", document["name"]!.Copy()),
        ("name", document["name"]!.Copy()),
        ("description", document["description"]?.Copy()),
        (Permissions, Node.List((document[Rules]?.Items ?? []).Select(WriteRule))),
        (System, Node.Of(false)));

    /// <summary>A rule in full: what was left out is as it counts.</summary>
    private static Node WriteRule(Node rule) => Node.Map(
        ("object", rule["object"]!.Copy()),
        ("actions", rule["actions"]?.Copy() ?? Node.List(["*"])),
        ("effect", rule["effect"]?.Copy() ?? Node.Of("Allow")),
        ("matcher", rule["matcher"]?.Copy() ?? Node.Of("simple")));
}

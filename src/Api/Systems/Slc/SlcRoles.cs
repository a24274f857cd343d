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

    /// <summary>The number of that part.</summary>
    private const int Index = 3;

    private const string Permissions = "permissions";
    private const string Rules = "rules";
    private const string System = "system";

    /// <summary>Those the caller may read.</summary>
    public static async ValueTask<Reply> QueryAsync(AclCall call, SystemCaller caller)
    {
        var query = SlcPage.Read(call, "name", "name");
        var stored = (await caller.BrowseAsync(new BrowseRequest(ObjectRef.Role))).Select(Write).Where(query.Holds).ToList();
        return query.Answer(await caller.VisibleAsync("query-roles", stored, role => Object(role["name"]!.Text)));
    }

    /// <summary>One; task <c>get-role</c>.</summary>
    public static async ValueTask<Reply> GetAsync(AclCall call, SystemCaller caller)
    {
        var name = call.Name(Index);
        await caller.RequireAsync("get-role", name);
        return Reply.Json(Write(await caller.GetAsync(Reference(name)) ?? throw SlcEntity.NotFound(Reference(name))));
    }

    /// <summary>Makes one; 201.</summary>
    public static async ValueTask<Reply> CreateAsync(AclCall call, SystemCaller caller) => await PutAsync(caller, await call.ReadAsync(), null);

    /// <summary>Replaces one; what is left out is empty.</summary>
    public static async ValueTask<Reply> UpdateAsync(AclCall call, SystemCaller caller) =>
        await PutAsync(caller, await call.ReadAsync(), call.Name(Index));

    /// <summary>Removes one, and with it its bindings; 204.</summary>
    public static ValueTask<Reply> DeleteAsync(AclCall call, SystemCaller caller) => SlcEntity.DeleteAsync(caller, $"role:{call.Name(Index)}");

    /// <summary>Whether a name can be taken, for those who may make a role of it: <c>{result, reason, msg}</c>.</summary>
    public static async ValueTask<Reply> NameAvailabilityAsync(AclCall call, SystemCaller caller)
    {
        var name = call.Query("name") is { Length: > 0 } text ? text : throw new AclException(ErrorCodes.InvalidDocument, "expected a name", "name");
        await caller.RequireAsync("create-role", name);
        var taken = await caller.GetAsync(Reference(name)) is not null;
        return Reply.Json(Node.Map(
            ("result", Node.Of(!taken)),
            ("reason", taken ? Node.Of("exists") : null),
            ("msg", taken ? Node.Of($"there is a role `{name}` already") : null)));
    }

    private static async ValueTask<Reply> PutAsync(SystemCaller caller, Node body, string? id)
    {
        var name = SlcEntity.ReadName(body, id, "description", Permissions, System);
        if (body.Sent(System)?.AsBoolean() == true) throw body[System]!.Invalid("there are no roles of the hub's own here");
        var document = Node.Map(("name", Node.Of(name)), ("description", body.Sent("description")?.Copy()), (Rules, body.Sent(Permissions)?.Copy()));
        await SlcEntity.PutAsync(caller, new Step("role", document), Reference(name), id is null, PlaceOf);
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

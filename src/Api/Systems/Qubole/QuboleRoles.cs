using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Qubole;

/// <summary>
/// Qubole's roles and their assignment to groups. Published are the answers of create, delete, assign and unassign; those of list, view
/// and update are ours, after that of create. A role has no number here: its name is its id. Only administrators see roles, by our own
/// rule for changing them.
/// </summary>
internal static class QuboleRoles
{
    private const string Role = "role";
    private static readonly Reply Done = Reply.Json(Node.Map(("status", Node.Of("done"))));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var system = new SystemRoutes(routes, "/api/v1.2", tenant => tenant.Documents.Contains("object_policy") && tenant.Documents.Contains(Role));
        system.Map(HttpMethods.Get, "/roles", ListAsync);
        system.Map(HttpMethods.Post, "/roles", CreateAsync);
        system.Map(HttpMethods.Get, "/roles/{role}", ViewAsync);
        system.Map(HttpMethods.Put, "/roles/{role}", UpdateAsync);
        system.Map(HttpMethods.Delete, "/roles/{role}", DeleteAsync);
        system.Map(HttpMethods.Put, "/groups/{group}/roles/{role}/assign", call => BindAsync(call, "bind"));
        system.Map(HttpMethods.Put, "/groups/{group}/roles/{role}/unassign", call => BindAsync(call, "unbind"));
    }

    private static async ValueTask<Reply> ListAsync(SystemCall call)
    {
        await call.RequireKeeperAsync(Role, "*");
        return Reply.Json(Node.Map(("roles", Node.List((await call.AllAsync(Role)).Select(role => Write(role.Document))))));
    }

    private static async ValueTask<Reply> ViewAsync(SystemCall call) => Reply.Json(Write(await FindAsync(call)));

    private static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = (await call.Http.ReadAsync()).RequireMap("name!", "policies!");
        var name = body["name"]!.AsName();
        await call.RequireKeeperAsync(Role, name);
        return await PutAsync(call, name, QuboleRolePolicies.Read(body["policies"]!), new Precondition(Ref(name), null));
    }

    private static async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = (await call.Http.ReadAsync()).RequireMap("name", "policies!");
        var name = call.Http.Segment(Role);
        if (body["name"] is { } given && given.AsName() != name) throw given.Invalid("a role keeps its name");
        await FindAsync(call);
        return await PutAsync(call, name, QuboleRolePolicies.Read(body["policies"]!), new Precondition(Ref(name), []));
    }

    private static async ValueTask<Reply> DeleteAsync(SystemCall call)
    {
        await call.ApplyAsync(new Step("delete", Node.Of($"{Role}:{call.Http.Segment(Role)}")));
        return Done;
    }

    private static async ValueTask<Reply> BindAsync(SystemCall call, string verb)
    {
        var to = new SubjectRef(SubjectRef.Group, call.Http.Segment("group"));
        await call.ApplyAsync(new Step(verb, Node.Map((Role, Node.Of(call.Http.Segment(Role))), ("to", Node.List([to.ToString()])))));
        return Done;
    }

    private static async ValueTask<Reply> PutAsync(SystemCall call, string name, Node policies, Precondition precondition)
    {
        var document = Node.Map(("name", Node.Of(name)), ("policies", policies));
        await call.ApplyAsync(new Step(Role, document), precondition);
        return Reply.Json(Node.Map(("status", Node.Of("success")), ("roles", Write(document))));
    }

    private static async ValueTask<Node> FindAsync(SystemCall call)
    {
        var name = call.Http.Segment(Role);
        await call.RequireKeeperAsync(Role, name);
        return (await call.GetAsync(Ref(name))).Document;
    }

    private static ObjectRef Ref(string name) => new(Role, name);

    private static Node Write(Node document) => Node.Map(
        ("id", document["name"]!.Copy()),
        ("name", document["name"]!.Copy()),
        ("source", Node.Of("user-defined")),
        ("policy", Node.Of(document["policies"]!.ToString())));
}

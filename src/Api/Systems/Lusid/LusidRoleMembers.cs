using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>Gives a role policy collections and takes them away. One that was changed meanwhile is left as it is.</summary>
internal static class LusidRoleMembers
{
    private const string Resource = "resource";
    private const string Policies = "policyIdRoleResource";

    public static void Map(SystemRoutes system)
    {
        system.Map(HttpMethods.Post, "/roles/{scope}/{code}/policycollections", AddAsync);
        system.Map(HttpMethods.Delete, "/roles/{scope}/{code}/policycollections/{policycollectionscope}/{policycollectioncode}", RemoveAsync);
    }

    /// <summary>A role with other policies and collections.</summary>
    public static ApplyRequest Changed(StoredObject role, Node request, Func<Node?, Node, Node> change)
    {
        var resource = role.Document[Resource];
        var changed = change(resource?[Policies], request);
        return role.With(Resource, Node.Map([.. resource.Copies(but: Policies), (Policies, changed)]));
    }

    private static async ValueTask<Reply> AddAsync(SystemCall call)
    {
        var body = (await call.ReadAsync()).RequireMap(LusidReferences.Collections + "!");
        return await ChangeAsync(call, body, LusidReferences.Add);
    }

    private static ValueTask<Reply> RemoveAsync(SystemCall call)
    {
        var given = new LusidKey(call.Http.Segment("policycollectionscope"), call.Http.Segment("policycollectioncode"));
        return ChangeAsync(call, Node.Map((LusidReferences.Collections, Node.List([given.Write()]))), LusidReferences.Remove);
    }

    private static async ValueTask<Reply> ChangeAsync(SystemCall call, Node request, Func<Node?, Node, Node> change)
    {
        var found = await LusidRoles.FindAsync(call, new LusidKey(call.Http.Segment("scope"), call.Http.Segment("code")));
        var changed = Changed(found, request, change);
        await call.ApplyAsync(changed);
        return Reply.Json(LusidAnswers.Role(changed.Steps[0].Value));
    }
}

using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>Adds policies and collections to a collection and takes them out again. One that was changed meanwhile is left as it is.</summary>
internal static class LusidCollectionMembers
{
    public static void Map(SystemRoutes system)
    {
        system.Map(HttpMethods.Post, "/policycollections/{code}/add", call => ChangeAsync(call, LusidReferences.Add));
        system.Map(HttpMethods.Post, "/policycollections/{code}/remove", call => ChangeAsync(call, LusidReferences.Remove));
    }

    private static async ValueTask<Reply> ChangeAsync(SystemCall call, Func<Node?, Node, Node> change)
    {
        var body = await call.ReadAsync();
        var id = call.Key().Id;
        await call.RequireKeeperAsync(LusidRoutes.Collection, id);
        var found = await call.GetAsync(new ObjectRef(LusidRoutes.Collection, id));
        var changed = change(found.Document, body);
        await call.ApplyAsync(found.Replaced(changed));
        return Reply.Json(LusidAnswers.Collection(changed));
    }
}

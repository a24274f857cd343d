using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>Groups: <c>{id, name}</c>. The shape is ours, after the hub's command line; their members are <see cref="SlcGroupMembers"/>.</summary>
internal static class SlcGroups
{
    /// <summary>The variable part of the path.</summary>
    public const string Segment = "groupId";

    /// <summary>The number of that part.</summary>
    public const int Index = 3;

    /// <summary>Those the caller may read.</summary>
    public static async ValueTask<Reply> QueryAsync(AclCall call, SystemCaller caller)
    {
        var query = SlcPage.Read(call, "name", "name");
        var stored = (await caller.BrowseAsync(new BrowseRequest(ObjectRef.Group))).Select(found => Write(found.Ref.Id)).Where(query.Holds).ToList();
        return query.Answer(await caller.VisibleAsync("query-groups", stored, group => ResourceRef.Parse($"object:/Groups/{group["name"]!.Text}")));
    }

    /// <summary>One; task <c>get-group</c>.</summary>
    public static async ValueTask<Reply> GetAsync(AclCall call, SystemCaller caller)
    {
        var name = call.Name(Index);
        await caller.RequireAsync("get-group", name);
        return await caller.GetAsync(Reference(name)) is not null ? Reply.Json(Write(name)) : throw SlcEntity.NotFound(Reference(name));
    }

    /// <summary>Makes one without members; 201.</summary>
    public static async ValueTask<Reply> CreateAsync(AclCall call, SystemCaller caller)
    {
        var name = SlcEntity.ReadName(await call.ReadAsync(), null);
        await SlcEntity.PutAsync(caller, new Step("group", Node.Map(("id", Node.Of(name)))), Reference(name), isNew: true);
        return Reply.Json(Write(name), StatusCodes.Status201Created);
    }

    /// <summary>Removes one; 204.</summary>
    public static ValueTask<Reply> DeleteAsync(AclCall call, SystemCaller caller) => SlcEntity.DeleteAsync(caller, $"group:{call.Name(Index)}");

    /// <summary>What a group is found by.</summary>
    public static ObjectRef Reference(string name) => new(ObjectRef.Group, name);

    private static Node Write(string name) => Node.Map(("id", Node.Of(name)), ("name", Node.Of(name)));
}

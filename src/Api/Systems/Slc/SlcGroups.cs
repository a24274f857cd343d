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

    /// <summary>Those the caller may read.</summary>
    public static async ValueTask<Reply> QueryAsync(SystemCall call)
    {
        var query = SlcPage.Read(call, "name", "name");
        var stored = (await call.AllAsync(ObjectRef.Group)).Select(found => Write(found.Ref.Id)).Where(query.Holds).ToList();
        return query.Answer(await call.VisibleAsync("query-groups", stored, group => ResourceRef.Parse($"object:/Groups/{group["name"]!.Text}")));
    }

    /// <summary>One; task <c>get-group</c>.</summary>
    public static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        var name = call.Http.Segment(Segment);
        await call.RequireAsync("get-group", name);
        await call.GetAsync(Reference(name));
        return Reply.Json(Write(name));
    }

    /// <summary>Makes one without members; 201.</summary>
    public static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var name = SlcEntity.ReadName(await call.Http.ReadAsync(), null);
        await SlcEntity.PutAsync(call, new Step("group", Node.Map(("id", Node.Of(name)))), Reference(name), isNew: true);
        return Reply.Json(Write(name), StatusCodes.Status201Created);
    }

    /// <summary>Removes one; 204.</summary>
    public static ValueTask<Reply> DeleteAsync(SystemCall call) => SlcEntity.DeleteAsync(call, $"group:{call.Http.Segment(Segment)}");

    /// <summary>What a group is found by.</summary>
    public static ObjectRef Reference(string name) => new(ObjectRef.Group, name);

    private static Node Write(string name) => Node.Map(("id", Node.Of(name)), ("name", Node.Of(name)));
}

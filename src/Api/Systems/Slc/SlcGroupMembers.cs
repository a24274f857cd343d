using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>Who is directly in a group: each <c>{name, user}</c> or <c>{name, group}</c>. The shape is ours, after the hub's command line.</summary>
internal static class SlcGroupMembers
{
    private const string Member = "member";

    /// <summary>All of them; task <c>query-group-members</c>.</summary>
    public static async ValueTask<Reply> QueryAsync(AclCall call, SystemCaller caller)
    {
        var group = call.Name(SlcGroups.Index);
        var query = SlcPage.Read(call, "name", "name", SubjectRef.User, SubjectRef.Group);
        await caller.RequireAsync("query-group-members", group);
        if (await caller.GetAsync(SlcGroups.Reference(group)) is null) throw SlcEntity.NotFound(SlcGroups.Reference(group));
        var members = await caller.BrowseAsync(new BrowseRequest(ObjectRef.Member) { Of = SlcGroups.Reference(group) });
        return query.Answer([.. members.Select(m => Write(SubjectRef.Parse(m.Document[Member]!.Text))).Where(query.Holds)]);
    }

    /// <summary>Adds one; 201, also when it was in already.</summary>
    public static async ValueTask<Reply> AddAsync(AclCall call, SystemCaller caller)
    {
        var body = await call.ReadAsync();
        body.RequireMap(SubjectRef.User, SubjectRef.Group);
        var member = SlcSubject.Read(body);
        await ChangeAsync(caller, call.Name(SlcGroups.Index), "add", member);
        return Reply.Json(Write(member), StatusCodes.Status201Created);
    }

    /// <summary>Takes out the one that <c>user</c> or <c>group</c> names; 204.</summary>
    public static async ValueTask<Reply> RemoveAsync(AclCall call, SystemCaller caller)
    {
        var member = SlcSubject.Of(call.Query(SubjectRef.User), call.Query(SubjectRef.Group));
        try
        {
            await ChangeAsync(caller, call.Name(SlcGroups.Index), "remove", member);
        }
        catch (AclException e) when (e.Code == ErrorCodes.NoEffect)
        {
            throw new AclException(ErrorCodes.NotFound, e.Detail);
        }

        return Reply.NoContent;
    }

    private static async ValueTask ChangeAsync(SystemCaller caller, string group, string how, SubjectRef member)
    {
        var step = new Step("members", Node.Map(("group", Node.Of(group)), (how, Node.List([member.ToString()]))));
        StepRefusals.Throw(await caller.ApplyAsync([step]));
    }

    private static Node Write(SubjectRef member) => Node.Map(("name", Node.Of(member.Id)), (member.Type, Node.Of(member.Id)));
}

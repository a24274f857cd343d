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
    public static async ValueTask<Reply> QueryAsync(SystemCall call)
    {
        var group = call.Http.Segment(SlcGroups.Segment);
        var query = SlcPage.Read(call, "name", "name", SubjectRef.User, SubjectRef.Group);
        await call.RequireAsync("query-group-members", group);
        await call.GetAsync(SlcGroups.Reference(group));
        var members = await call.AllAsync(new BrowseRequest(ObjectRef.Member) { Of = SlcGroups.Reference(group) });
        return query.Answer([.. members.Select(m => Write(SubjectRef.Parse(m.Document[Member]!.Text))).Where(query.Holds)]);
    }

    /// <summary>Adds one; 201, also when it was in already.</summary>
    public static async ValueTask<Reply> AddAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        body.RequireMap(SubjectRef.User, SubjectRef.Group);
        var member = SlcSubject.Read(body);
        await call.ApplyAsync(Change(call, "add", member));
        return Reply.Json(Write(member), StatusCodes.Status201Created);
    }

    /// <summary>Takes out the one that <c>user</c> or <c>group</c> names; 204.</summary>
    public static async ValueTask<Reply> RemoveAsync(SystemCall call)
    {
        var member = SlcSubject.Of(call.Http.Query(SubjectRef.User), call.Http.Query(SubjectRef.Group));
        await SlcEntity.TakeAsync(call, Change(call, "remove", member));
        return Reply.NoContent;
    }

    private static Step Change(SystemCall call, string how, SubjectRef member) =>
        new("members", Node.Map(("group", Node.Of(call.Http.Segment(SlcGroups.Segment))), (how, Node.List([member.ToString()]))));

    private static Node Write(SubjectRef member) => Node.Map(("name", Node.Of(member.Id)), (member.Type, Node.Of(member.Id)));
}

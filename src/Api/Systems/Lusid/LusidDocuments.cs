using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// Policies and policy collections: list, page, get, create, update, delete. The request of an update has no code and scope, which are in
/// its address. Who may change them, and so read them, is the model's to say: administrators.
/// </summary>
/// <param name="kind">The kind of document.</param>
/// <param name="write">How one is answered with.</param>
internal sealed class LusidDocuments(string kind, Func<Node, Node> write)
{
    public void Map(SystemRoutes system, string path)
    {
        system.Map(HttpMethods.Get, path, ListAsync);
        system.Map(HttpMethods.Get, path + "/page", PageAsync);
        system.Map(HttpMethods.Post, path, CreateAsync);
        system.Map(HttpMethods.Get, path + "/{code}", GetAsync);
        system.Map(HttpMethods.Put, path + "/{code}", UpdateAsync);
        system.Map(HttpMethods.Delete, path + "/{code}", DeleteAsync);
    }

    /// <summary>All of one scope, the default one when left out; <c>start</c> and <c>limit</c> cut the list.</summary>
    private async ValueTask<Reply> ListAsync(SystemCall call)
    {
        call.Refuse("asAt", "sortBy", "filter");
        var (scope, start, limit) = (new LusidKey(call.Http.Query("scope"), "").Scope, call.Http.QueryCount("start"), call.Http.QueryCount("limit"));
        await call.RequireKeeperAsync(kind, "*");
        var all = (await call.AllAsync(kind)).Select(found => found.Document).Where(document => LusidKey.Read(document).Scope == scope);
        return Reply.Json(Node.List(all.Skip(start ?? 0).Take(limit ?? int.MaxValue).Select(write)));
    }

    /// <summary>Some of all scopes, by id; <c>page</c> is the <c>nextPage</c> of the answer before.</summary>
    private async ValueTask<Reply> PageAsync(SystemCall call)
    {
        call.Refuse("asAt", "sortBy", "filter");
        var request = new BrowseRequest(kind) { After = call.Http.Query("page"), Limit = call.Http.QueryCount("limit") ?? AclLimits.PageItems };
        await call.RequireKeeperAsync(kind, "*");
        var page = await call.PageAsync(request);
        return Reply.Json(LusidAnswers.Page(page.Items.Select(found => write(found.Document)), page.Next));
    }

    private async ValueTask<Reply> GetAsync(SystemCall call)
    {
        call.Refuse("asAt");
        return Reply.Json(write((await FindAsync(call)).Document));
    }

    private async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = await call.ReadAsync();
        var key = LusidKey.Read(body);
        await call.RequireKeeperAsync(kind, key.Id);
        return await PutAsync(call, body, new Precondition(new ObjectRef(kind, key.Id), null), StatusCodes.Status201Created);
    }

    private async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = await call.ReadAsync();
        foreach (var key in (string[])["code", "scope"])
            if (body[key] is { } given) throw given.Invalid("the code is in the path and the scope in the query");
        var found = await FindAsync(call);
        return await PutAsync(call, found.Readdressed(body), new Precondition(found.Ref, []), StatusCodes.Status200OK);
    }

    private async ValueTask<Reply> DeleteAsync(SystemCall call)
    {
        await call.ApplyAsync(new Step("delete", Node.Of($"{kind}:{call.Key().Id}")));
        return Reply.NoContent;
    }

    private async ValueTask<Reply> PutAsync(SystemCall call, Node document, Precondition precondition, int status)
    {
        await call.ApplyAsync(new Step(kind, document), precondition);
        return Reply.Json(write(document), status);
    }

    private async ValueTask<StoredObject> FindAsync(SystemCall call)
    {
        var id = call.Key().Id;
        await call.RequireKeeperAsync(kind, id);
        return await call.GetAsync(new ObjectRef(kind, id));
    }
}

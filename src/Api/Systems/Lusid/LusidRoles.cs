using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// LUSID's roles. The <c>roleHierarchyIndex</c> is our <c>rank</c>, which an update keeps unless it says another; <c>beforeCode</c> and
/// <c>afterCode</c> of an update move the role, see <see cref="LusidHierarchy"/>. All roles are in the default scope.
/// </summary>
internal static class LusidRoles
{
    private const string Index = "roleHierarchyIndex";
    private const string Rank = "rank";

    public static void Map(SystemRoutes system)
    {
        system.Map(HttpMethods.Get, "/roles", ListAsync);
        system.Map(HttpMethods.Post, "/roles", CreateAsync);
        system.Map(HttpMethods.Get, "/roles/{code}", GetAsync);
        system.Map(HttpMethods.Put, "/roles/{code}", UpdateAsync);
        system.Map(HttpMethods.Delete, "/roles/{code}", call => RemoveAsync(call, call.Key()));
    }

    /// <summary>A stored role, for those who may change roles.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/>, also for every scope but the default one.</exception>
    public static async ValueTask<StoredObject> FindAsync(SystemCall call, LusidKey key) => await call.GetAsync(await NamedAsync(call, key));

    /// <summary>Removes a role, for those who may change roles.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/>, also for every scope but the default one.</exception>
    public static async ValueTask<Reply> RemoveAsync(SystemCall call, LusidKey key)
    {
        // Whether it is there is for the step to say, which is answered as before when it is sent once more.
        var role = await NamedAsync(call, key);
        await call.ApplyAsync(new Step("delete", Node.Of($"{role.Kind}:{role.Id}")));
        return Reply.NoContent;
    }

    private static async ValueTask<ObjectRef> NamedAsync(SystemCall call, LusidKey key)
    {
        await call.RequireKeeperAsync(LusidRoutes.Role, key.Code);
        return key.IsDefault
            ? new ObjectRef(LusidRoutes.Role, key.Code)
            : throw new AclException(ErrorCodes.NotFound, $"there are no roles in the scope `{key.Scope}`");
    }

    private static async ValueTask<Reply> ListAsync(SystemCall call)
    {
        call.Refuse("asAt", "sortBy", "filter");
        var (isHere, start, limit) = (new LusidKey(call.Http.Query("scope"), "").IsDefault, call.Http.QueryCount("start"), call.Http.QueryCount("limit"));
        await call.RequireKeeperAsync(LusidRoutes.Role, "*");
        var all = (await call.AllAsync(LusidRoutes.Role)).Where(role => isHere && !LusidUserRoles.IsOne(role));
        return Reply.Json(Node.List(all.Skip(start ?? 0).Take(limit ?? int.MaxValue).Select(role => LusidAnswers.Role(role.Document))));
    }

    private static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        call.Refuse("asAt");
        return Reply.Json(LusidAnswers.Role((await FindAsync(call, call.Key())).Document));
    }

    private static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var document = Ranked(await call.ReadAsync());
        var role = new ObjectRef(LusidRoutes.Role, document.Require("code").AsName());
        await call.RequireKeeperAsync(role.Kind, role.Id);
        await call.ApplyAsync(new Step(role.Kind, document), new Precondition(role, null));
        return Reply.Json(LusidAnswers.Role(document), StatusCodes.Status201Created);
    }

    private static async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = await call.ReadAsync();
        if (body["code"] is { } code) throw code.Invalid("the code is in the path");
        var says = body[Index] is not null || body[Rank] is not null;
        var (before, after) = (Neighbour(call, "before"), Neighbour(call, "after"));
        if (before is not null && after is not null)
            throw new AclException(ErrorCodes.InvalidDocument, "expected a role before or one after, not both", "afterCode");
        var found = await FindAsync(call, call.Key());
        var document = found.Readdressed(Ranked(body));
        if (!says && found.Document[Rank] is { } rank) document = LusidHierarchy.WithRank(document, rank.AsInteger());
        var change = found.Replaced(document);
        if ((before ?? after) is { } neighbour)
        {
            await FindAsync(call, neighbour);
            change = LusidHierarchy.Move(await call.AllAsync(LusidRoutes.Role), found, document, neighbour.Code, isBefore: before is not null);
        }

        await call.ApplyAsync(change);
        return Reply.Json(LusidAnswers.Role(change.Steps[0].Value));
    }

    private static LusidKey? Neighbour(SystemCall call, string side) =>
        call.Http.Query(side + "Code") is { } code ? new LusidKey(call.Http.Query(side + "Scope"), code) : null;

    /// <summary>A body with the index as our rank.</summary>
    private static Node Ranked(Node body)
    {
        if (body[Index] is not { } index) return body;
        if (body[Rank] is { } rank) throw rank.Invalid($"`{Index}` says the same");
        var others = Node.Map(body.Copies(but: Index));
        return index.AsInteger() == LusidAnswers.Unranked ? others : LusidHierarchy.WithRank(others, index.AsInteger());
    }
}

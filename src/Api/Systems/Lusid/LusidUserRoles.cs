using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// LUSID's user roles: policies for one user. Each is a role like others that is bound to its user; that its code is <c>user-role-</c> and
/// the user's id is ours, for the original's is not published.
/// </summary>
internal static class LusidUserRoles
{
    private const string Prefix = "user-role-";
    private const string UserId = "userId";
    private const string Resource = "resource";
    private const string Policies = "policyIdRoleResource";

    public static void Map(SystemRoutes system)
    {
        system.Map(HttpMethods.Get, "/userroles", ListAsync);
        system.Map(HttpMethods.Post, "/userroles", CreateAsync);
        system.Map(HttpMethods.Get, "/userroles/{userid}", async call => Write((await FindAsync(call)).Document));
        system.Map(HttpMethods.Delete, "/userroles/{userid}", call => LusidRoles.RemoveAsync(call, Key(call)));
        system.Map(HttpMethods.Post, "/userroles/{userid}/update", UpdateAsync);
        foreach (var list in (string[])[LusidReferences.Policies, LusidReferences.Collections])
        {
            var path = "/userroles/{userid}/" + list.ToLowerInvariant();
            system.Map(HttpMethods.Post, path, call => AddAsync(call, list));
            system.Map(HttpMethods.Delete, path + "/{scope}/{code}", call => RemoveAsync(call, list));
        }
    }

    /// <summary>Whether a role is one of a single user.</summary>
    public static bool IsOne(StoredObject role) => role.Ref.Id.StartsWith(Prefix, StringComparison.Ordinal);

    private static async ValueTask<Reply> ListAsync(SystemCall call)
    {
        call.Refuse("asAt", "sortBy", "filter", "page", "limit");
        await call.RequireKeeperAsync(LusidRoutes.Role, "*");
        var all = (await call.AllAsync(LusidRoutes.Role)).Where(IsOne).Select(role => LusidAnswers.UserRole(role.Document));
        return Reply.Json(LusidAnswers.Page(all, null));
    }

    private static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = (await call.ReadAsync()).RequireMap(UserId + "!", Resource + "!");
        var user = new SubjectRef(SubjectRef.User, body[UserId]!.AsName());
        var role = new ObjectRef(LusidRoutes.Role, Prefix + user.Id);
        await call.RequireKeeperAsync(role.Kind, role.Id);
        var document = Node.Map(("code", Node.Of(role.Id)), (Resource, Wrapped(body)));
        await call.ApplyAsync(new ApplyRequest([
            new Step(role.Kind, document),
            new Step("bind", Node.Map((role.Kind, Node.Of(role.Id)), ("to", Node.List([user.ToString()]))))])
        {
            Preconditions = [new Precondition(role, null)],
        });
        return Write(document);
    }

    private static async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = (await call.ReadAsync()).RequireMap(Resource + "!");
        var change = (await FindAsync(call)).With(Resource, Wrapped(body));
        await call.ApplyAsync(change);
        return Write(change.Steps[0].Value);
    }

    private static async ValueTask<Reply> AddAsync(SystemCall call, string list)
    {
        var body = (await call.ReadAsync()).RequireMap(list + "!");
        var change = LusidRoleMembers.Changed(await FindAsync(call), body, LusidReferences.Add);
        await call.ApplyAsync(change);
        return Write(change.Steps[0].Value);
    }

    private static async ValueTask<Reply> RemoveAsync(SystemCall call, string list)
    {
        var given = new LusidKey(call.Http.Segment("scope"), call.Http.Segment("code"));
        var request = Node.Map((list, Node.List([given.Write()])));
        await call.ApplyAsync(LusidRoleMembers.Changed(await FindAsync(call), request, LusidReferences.Remove));
        return Reply.NoContent;
    }

    private static ValueTask<StoredObject> FindAsync(SystemCall call) => LusidRoles.FindAsync(call, Key(call));

    private static LusidKey Key(SystemCall call) => new(null, Prefix + call.Http.Segment("userid"));

    private static Node Wrapped(Node body) => Node.Map((Policies, body[Resource]!.Copy()));

    private static Reply Write(Node document) => Reply.Json(LusidAnswers.UserRole(document));
}

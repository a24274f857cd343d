using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>
/// What somebody has, <c>GET users/{name}/permissions</c>; what others were given on what he manages, <c>.../permissions/shared</c>; and the roles
/// under his name, <c>GET users/{name}/subroles</c>. Each takes <c>uri</c>, which keeps it and what lies below, but for the roles.
/// </summary>
internal static class PermissionLists
{
    /// <summary>A list of <c>{uri, action}</c>; with <c>expand_roles=false</c> without what he has by roles alone.</summary>
    public static async ValueTask<Reply> HeldAsync(SystemCall call)
    {
        var expand = call.Http.QueryFlag("expand_roles", byDefault: true);
        var rows = await PermissionRows.HeldAsync(call, call.Reader, ApoloPrincipal.OfPath(call), call.Http.Query("uri"));
        return Reply.Json(Node.List(rows
            .Select(row => (Uri: row[0], Action: expand ? row[1] : row[2]))
            .Where(p => p.Action.Length > 0)
            .Select(p => Permission.Write(p.Uri, p.Action))));
    }

    /// <summary>A list of <c>{user, uri, action}</c>.</summary>
    public static async ValueTask<Reply> SharedAsync(SystemCall call)
    {
        var rows = await PermissionRows.SharedAsync(call, ApoloPrincipal.OfPath(call), call.Http.Query("uri"));
        return Reply.Json(Node.List(rows.Select(row => Node.Map(("user", Node.Of(row[2])), ("uri", Node.Of(row[0])), ("action", Node.Of(row[1]))))));
    }

    /// <summary><c>{subroles}</c>, their names.</summary>
    public static async ValueTask<Reply> SubrolesAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var roles = await PermissionRows.PrintAsync(call, call.Reader, ["list-roles", principal.Id]);
        return Reply.Json(Node.Map(("subroles", Node.List(roles))));
    }
}

using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>Giving to somebody and taking away: <c>POST</c> and <c>DELETE users/{name}/permissions</c>, all of a request or nothing.</summary>
internal static class PermissionChanges
{
    /// <summary>Grants; 201 with what is held there then, which may be more than was granted now.</summary>
    public static async ValueTask<Reply> GrantAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var granted = Permission.ReadMany(await call.Http.ReadAsync());
        var steps = granted.Select(p => new Step("grant", Node.Map(
            ("resource", p["uri"]!.Copy()), ("to", Node.Of(principal.ToString())), ("level", p["action"]!.Copy()))));
        await call.ApplyAsync(new ApplyRequest([.. steps]), PlaceOf);
        return Reply.Json(Node.List(await EffectiveAsync(call, principal, granted)), StatusCodes.Status201Created);
    }

    /// <summary>Revokes what is held on exactly each <c>uri</c>; 204.</summary>
    public static async ValueTask<Reply> RevokeAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var uris = call.Http.QueryList("uri");
        if (uris.Count == 0) throw new AclException(ErrorCodes.InvalidDocument, "expected at least one URI", "uri");
        var steps = uris.Select(uri => new Step("revoke", Node.Map(("resource", Node.Of(uri)), ("from", Node.Of(principal.ToString())))));
        await call.ApplyAsync(new ApplyRequest([.. steps]), (_, _) => "uri");
        return Reply.NoContent;
    }

    /// <summary>What somebody holds himself on exactly the URIs that he was granted something on just now; whoever granted it may know.</summary>
    private static async ValueTask<IReadOnlyList<Node>> EffectiveAsync(SystemCall call, SubjectRef principal, IReadOnlyList<Node> granted)
    {
        var held = Own(await PermissionRows.HeldAsync(call, null, principal, null)).ToDictionary(row => row[0]);
        var effective = new List<Node>();
        foreach (var permission in granted)
        {
            // One that was not written in full is found by asking for it: of what is held there and below it is the shortest.
            var uri = permission["uri"]!.Text;
            var row = held.GetValueOrDefault(uri) ?? Own(await PermissionRows.HeldAsync(call, null, principal, uri)).MinBy(r => r[0].Length);
            effective.Add(row is null ? permission.Copy() : Permission.Write(row[0], row[2]));
        }

        return effective;
    }

    /// <summary>The rows of what is held without any role.</summary>
    private static IEnumerable<string[]> Own(IReadOnlyList<string[]> rows) => rows.Where(row => row[2].Length > 0);

    private static string PlaceOf(int item, string place) => place switch
    {
        _ when place.StartsWith("resource", StringComparison.Ordinal) => $"[{item}].uri",
        _ when place.StartsWith("level", StringComparison.Ordinal) => $"[{item}].action",
        _ => $"[{item}]",
    };
}

using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>
/// <c>GET users/{name}/permissions/tree?uri=&amp;depth=</c>: what somebody may do at a URI and below, <c>{path, action, children}</c> where each child,
/// by the next part of the path, is <c>{action, children}</c>. An action says what may be done there; <c>list</c> may be due to what lies below.
/// </summary>
internal static class PermissionTree
{
    private static readonly string[] Levels = ["deny", "list", "read", "write", "manage"];

    private const int Lists = 1;

    /// <summary>BOUNDED: deepest tree that is answered, in parts of a path below the URI.</summary>
    private const int MostDepth = 400;

    public static async ValueTask<Reply> AnswerAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var uri = call.Http.Query("uri") ?? throw new AclException(ErrorCodes.InvalidDocument, "the URI is missing", "uri");
        var depth = Math.Min(call.Http.QueryCount("depth") ?? MostDepth, MostDepth);
        var (scheme, path) = Split(uri);
        var rows = await PermissionRows.HeldAsync(call, call.Reader, principal, $"{scheme}:");
        var held = rows.Select(row => (Path: Split(row[0]).Path, Level: Array.IndexOf(Levels, row[1]))).ToList();

        // Whether anything can be seen here at all is asked like any other check, which also refuses what is no URI.
        if (!await call.AllowsAsync(new CheckRequest(principal, Levels[Lists], ResourceRef.Parse(uri)))) held = [];
        var here = held.Where(p => IsAt(path, p.Path)).Select(p => p.Level).DefaultIfEmpty().Max();
        var below = held.Where(p => p.Level >= Lists && p.Path != path && IsAt(p.Path, path))
            .Select(p => (Below: Parts(p.Path)[Parts(path).Length..], p.Level)).ToList();
        return Reply.Json(Node.Map([("path", Node.Of("/" + path)), .. Members(here, below, depth)]));
    }

    /// <summary>A node from the level that reaches it and the permissions below it.</summary>
    private static IEnumerable<(string, Node?)> Members(int level, List<(string[] Below, int Level)> below, int depth)
    {
        var children = depth == 0 ? [] : below.GroupBy(p => p.Below[0], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(child =>
        {
            var at = child.Where(p => p.Below.Length == 1).Select(p => p.Level).DefaultIfEmpty().Max();
            var deeper = child.Where(p => p.Below.Length > 1).Select(p => (p.Below[1..], p.Level)).ToList();
            return (child.Key, (Node?)Node.Map(Members(Math.Max(level, at), deeper, depth - 1)));
        });
        var shown = below.Count > 0 ? Math.Max(level, Lists) : level;
        return [("action", Node.Of(Levels[shown])), ("children", Node.Map(children))];
    }

    private static (string Scheme, string Path) Split(string uri)
    {
        var colon = uri.IndexOf(':');
        var rest = colon < 0 ? "" : uri[(colon + 1)..];
        return colon > 0 && (rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal))
            ? (uri[..colon], rest.Trim('/'))
            : throw new AclException(ErrorCodes.InvalidDocument, "expected a URI in full, as `storage://cluster/org/project`", "uri");
    }

    private static string[] Parts(string path) => path.Length == 0 ? [] : path.Split('/');

    /// <summary>Whether a path is at another, or below it.</summary>
    private static bool IsAt(string path, string above) =>
        above.Length == 0 || path == above || path.StartsWith(above + "/", StringComparison.Ordinal);
}

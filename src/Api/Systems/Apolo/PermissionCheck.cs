using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>
/// <c>POST users/{name}/permissions/check</c>: 200 when he has all of the permissions, 403 when not, both with those that are <c>missing</c>. A caller
/// who may not see him gets a 403 without <c>missing</c>.
/// </summary>
internal static class PermissionCheck
{
    public static async ValueTask<Reply> AnswerAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var asked = Permission.ReadMany(await call.Http.ReadAsync());
        CheckRequest[] requests = [.. asked.Select(p => new CheckRequest(principal, p["action"]!.Text, Resource(p["uri"]!)))];
        await call.RequireAsync("read", ApoloPrincipal.Resource(principal));
        var answers = await call.CheckManyAsync(requests);
        var missing = new List<Node>();
        for (var i = 0; i < asked.Count; i++)
        {
            // A permission that cannot be asked about is an error of the whole request, never a decision (FAIL-CLOSED).
            if (answers[i].Error is { } error) throw asked[i].Refused(error.Code, error.Detail);
            if (!answers[i].Decision.Allowed) missing.Add(asked[i].Copy());
        }

        return Reply.Json(Node.Map(("missing", Node.List(missing))), missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden);
    }

    private static ResourceRef Resource(Node uri)
    {
        try
        {
            return ResourceRef.Parse(uri.Text);
        }
        catch (AclException e)
        {
            throw uri.Refused(e.Code, e.Detail);
        }
    }
}

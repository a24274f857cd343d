using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary><c>PUT users/{name}/permissions</c>: what is sent is all that he or it was granted from then on; 204. A role must be there.</summary>
internal static class PermissionReplacement
{
    public static async ValueTask<Reply> AnswerAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var body = await call.Http.ReadAsync();
        IReadOnlyList<Node> wanted = body.AsList().Count == 0 ? [] : Permission.ReadMany(body);
        if (principal.Type == SubjectRef.Role) await ReplaceRoleAsync(call, principal, wanted);
        else await call.ApplyAsync(Grants(principal, wanted), place: (_, place) => PlaceOf(place, "grants"));
        return Reply.NoContent;
    }

    private static async ValueTask ReplaceRoleAsync(SystemCall call, SubjectRef role, IReadOnlyList<Node> wanted)
    {
        var step = new Step("role", Node.Map(("name", Node.Of(role.Id)), ("permissions", Node.List(wanted.Select(p => p.Copy())))));
        try
        {
            await call.ApplyAsync(step, new Precondition(new ObjectRef(ObjectRef.Role, role.Id), []), (_, place) => PlaceOf(place, "permissions"));
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            throw new AclException(ErrorCodes.NotFound, $"there is no role `{role.Id}`");
        }
    }

    private static Step Grants(SubjectRef user, IReadOnlyList<Node> wanted) => new("grants", Node.Map(
        ("to", Node.Of(user.ToString())),
        ("grants", Node.List(wanted.Select(p => Node.Map(("resource", p["uri"]!.Copy()), ("level", p["action"]!.Copy())))))));

    /// <summary>A place in the step's list as the place in the body.</summary>
    private static string PlaceOf(string place, string list) => !place.StartsWith(list, StringComparison.Ordinal) ? place
        : place[list.Length..].Replace(".resource", ".uri", StringComparison.Ordinal).Replace(".level", ".action", StringComparison.Ordinal);
}

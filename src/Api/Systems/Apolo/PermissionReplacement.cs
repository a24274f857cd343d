using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>
/// <c>PUT users/{name}/permissions</c>: what is sent is all that he or it was granted from then on; 204. A role must be there; of a user's grants those
/// that stay as they are take no right.
/// </summary>
internal static class PermissionReplacement
{
    private const string Role = "role";
    private const string Permissions = "permissions";

    public static async ValueTask<Reply> AnswerAsync(AclCall call, SystemCaller caller)
    {
        var principal = ApoloPrincipal.OfPath(call);
        var body = await call.ReadAsync();
        IReadOnlyList<Node> wanted = body.AsList().Count == 0 ? [] : Permission.ReadMany(body);
        if (principal.Type == SubjectRef.Role) await ReplaceRoleAsync(caller, principal, wanted);
        else await ReplaceGrantsAsync(caller, principal, wanted);
        return Reply.NoContent;
    }

    private static async ValueTask ReplaceRoleAsync(SystemCaller caller, SubjectRef role, IReadOnlyList<Node> wanted)
    {
        var step = new Step(Role, Node.Map(("name", Node.Of(role.Id)), (Permissions, Node.List(wanted.Select(p => p.Copy())))));
        var stored = new Precondition(new ObjectRef(ObjectRef.Role, role.Id), []);
        try
        {
            StepRefusals.Throw(
                await caller.ApplyAsync([step], stored),
                (_, place) => place?.StartsWith(Permissions, StringComparison.Ordinal) == true ? place[Permissions.Length..] : place);
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            throw new AclException(ErrorCodes.NotFound, $"there is no role `{role.Id}`");
        }
    }

    private static async ValueTask ReplaceGrantsAsync(SystemCaller caller, SubjectRef user, IReadOnlyList<Node> wanted)
    {
        var stored = await caller.BrowseAsync(new BrowseRequest(ObjectRef.Grant) { Subject = user });
        var held = stored.ToDictionary(g => g.Document["resource"]!.Text, g => g.Document["level"]!.Text);
        var kept = wanted.Where(p => held.GetValueOrDefault(p["uri"]!.Text) == p["action"]!.Text).Select(p => p["uri"]!.Text).ToHashSet();
        IEnumerable<Step> steps = [
            .. held.Keys.Where(uri => !kept.Contains(uri)).Select(uri => Revoke(uri, user)),
            .. wanted.Where(p => !kept.Contains(p["uri"]!.Text)).Select(p => Grant(p, user))];

        // What was read is what is replaced: a grant that somebody changed meanwhile is not lost.
        Precondition[] unchanged = [.. stored.Select(g => new Precondition(g.Ref, [g.ETag]))];
        StepRefusals.Throw(await caller.ApplyAsync(steps, unchanged), (_, place) => place is null ? null : Permissions);
    }

    private static Step Revoke(string uri, SubjectRef user) =>
        new("revoke", Node.Map(("resource", Node.Of(uri)), ("from", Node.Of(user.ToString()))));

    private static Step Grant(Node permission, SubjectRef user) => new("grant", Node.Map(
        ("resource", permission["uri"]!.Copy()), ("to", Node.Of(user.ToString())), ("level", permission["action"]!.Copy())));
}

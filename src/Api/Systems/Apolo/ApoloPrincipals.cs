using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>
/// Users and roles themselves: <c>POST users</c> with <c>{name}</c> makes one, <c>GET</c> and <c>DELETE users/{name}</c> show and remove it. Only the
/// system makes and removes users.
/// </summary>
internal static class ApoloPrincipals
{
    private const string Name = "name";

    /// <summary>Makes a role, or a user; 201.</summary>
    public static async ValueTask<Reply> MakeAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        body.RequireMap("name!");
        var principal = ApoloPrincipal.Named(body[Name]!.AsName());
        var step = principal.Type == SubjectRef.Role
            ? new Step("role", Node.Map((Name, Node.Of(principal.Id))))
            : new Step("user", Node.Map(("id", Node.Of(principal.Id))));
        try
        {
            await call.ApplyAsync(step, new Precondition(Reference(principal), null), (_, _) => Name);
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            throw new AclException(ErrorCodes.InvalidDocument, $"{principal} exists already", Name);
        }

        return Reply.Json(Written(principal), StatusCodes.Status201Created);
    }

    /// <summary><c>{name}</c>; 404 when there is none.</summary>
    public static async ValueTask<Reply> ShowAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);

        // Roles that are there without being stored are known to the command line, which also sees to who may see what.
        await PermissionRows.HeldAsync(call, call.Reader, principal, "role:");
        if (principal.Type == SubjectRef.User && await call.FindAsync(Reference(principal)) is null)
            throw new AclException(ErrorCodes.NotFound, $"there is no user `{principal.Id}`");
        return Reply.Json(Written(principal));
    }

    /// <summary>Removes it, and takes it from everyone; 204.</summary>
    public static async ValueTask<Reply> RemoveAsync(SystemCall call)
    {
        var principal = ApoloPrincipal.OfPath(call);
        await call.ApplyAsync(new Step("delete", Node.Of(principal.ToString())), place: (_, _) => Name);
        return Reply.NoContent;
    }

    private static ObjectRef Reference(SubjectRef principal) => new(principal.Type, principal.Id);

    private static Node Written(SubjectRef principal) => Node.Map((Name, Node.Of(principal.Id)));
}

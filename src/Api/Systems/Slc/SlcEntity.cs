using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// What all entities share. Their ids are their names, and what the hub itself writes, <c>created</c> and <c>modified</c>, may be sent and counts for
/// nothing.
/// </summary>
internal static class SlcEntity
{
    private static readonly string[] Common = ["id", "created", "modified", "name!"];

    /// <summary>The name of an entity in a body, which has these keys and no others.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path, which the body must agree with; null for a new one.</param>
    /// <param name="more">The keys it may have besides.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static string ReadName(Node body, string? id, params ReadOnlySpan<string> more)
    {
        body.RequireMap([.. Common, .. more]);
        var name = body["name"]!.AsName();
        if (body.Sent("id") is { } sent && sent.AsName() != (id ?? name)) throw sent.Invalid($"the id is the name, `{id ?? name}`");
        if (id is not null && name != id) throw body["name"]!.Invalid($"nothing is renamed here; expected `{id}`");
        return name;
    }

    /// <summary>The value of a key; one that is null was not sent.</summary>
    public static Node? Sent(this Node body, string key) => body[key] is { Kind: not NodeKind.Null } value ? value : null;

    /// <summary>Makes an entity that must not be there, or changes one that must be.</summary>
    /// <param name="call">The call.</param>
    /// <param name="step">The step.</param>
    /// <param name="reference">The object that the step stores.</param>
    /// <param name="isNew">Whether it must not be there.</param>
    /// <param name="place">What the place of the step's complaint is in the body.</param>
    public static async ValueTask PutAsync(SystemCall call, Step step, ObjectRef reference, bool isNew, StepPlace? place = null)
    {
        try
        {
            await call.ApplyAsync(step, new Precondition(reference, isNew ? null : []), place);
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            throw isNew ? new AclException(e.Code, e.Detail, "name") : new AclException(ErrorCodes.NotFound, e.Detail);
        }
    }

    /// <summary>Takes away what has to be there.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> when it is not.</exception>
    public static async ValueTask TakeAsync(SystemCall call, params IEnumerable<Step> steps)
    {
        try
        {
            await call.ApplyAsync(new ApplyRequest([.. steps]));
        }
        catch (AclException e) when (e.Code == ErrorCodes.NoEffect)
        {
            throw new AclException(ErrorCodes.NotFound, e.Detail);
        }
    }

    /// <summary>Deletes what a reference names; 204.</summary>
    public static async ValueTask<Reply> DeleteAsync(SystemCall call, string reference)
    {
        await call.ApplyAsync(new Step("delete", Node.Of(reference)), place: (_, _) => "id");
        return Reply.NoContent;
    }
}

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
    /// <param name="caller">Who does.</param>
    /// <param name="step">The step.</param>
    /// <param name="reference">The object that the step stores.</param>
    /// <param name="isNew">Whether it must not be there.</param>
    /// <param name="place">What the place of the step's complaint is in the body.</param>
    public static async ValueTask PutAsync(SystemCaller caller, Step step, ObjectRef reference, bool isNew, Func<string, string>? place = null)
    {
        try
        {
            var result = await caller.ApplyAsync([step], new Precondition(reference, isNew ? null : []));
            StepRefusals.Throw(result, (_, at) => at is null || place is null ? at : place(at));
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            throw isNew ? new AclException(e.Code, $"{reference} is there already", "name") : NotFound(reference);
        }
    }

    /// <summary>Deletes what a reference names; 204.</summary>
    public static async ValueTask<Reply> DeleteAsync(SystemCaller caller, string reference)
    {
        StepRefusals.Throw(await caller.ApplyAsync([new Step("delete", Node.Of(reference))]), (_, place) => place is null ? null : "id");
        return Reply.NoContent;
    }

    /// <summary>The complaint that something is not stored.</summary>
    public static AclException NotFound(ObjectRef reference) => new(ErrorCodes.NotFound, $"{reference} is not there");
}

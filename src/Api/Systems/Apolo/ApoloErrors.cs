using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>Errors as Apolo's clients read them: <c>{error}</c> with the message; <c>code</c> and <c>place</c> are ours.</summary>
internal static class ApoloErrors
{
    /// <summary>What clients compare a revocation's error with.</summary>
    private const string NoEffect = "Operation has no effect";

    /// <summary>Writes one.</summary>
    public static Reply Write(Refusal refusal)
    {
        var error = refusal.Error;
        var (status, message) = error.Code switch
        {
            ErrorCodes.NoEffect => (StatusCodes.Status400BadRequest, NoEffect),
            _ => (refusal.Status, error.Message),
        };
        return Reply.Json(
            Node.Map(("error", Node.Of(message)), ("code", Node.Of(error.Code)), ("place", error.Place is { } place ? Node.Of(place) : null)), status);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// Errors as LUSID publishes them: problem details whose <c>code</c> is a number, here that of the status. Our stable code is the
/// <c>name</c>, and stands in <c>errorDetails</c> with the place; a 400 has <c>errors</c> by place besides.
/// </summary>
internal static class LusidErrors
{
    /// <summary>The field that is named when it is the request as a whole.</summary>
    private const string Whole = "request";

    /// <summary>Writes a refusal.</summary>
    public static Reply Problem(Refusal refusal)
    {
        var error = refusal.Error;
        var isInput = refusal.Status == StatusCodes.Status400BadRequest;
        return Reply.Json(Node.Map(
            ("name", Node.Of(error.Code)),
            ("errorDetails", Node.List([Node.Map(
                ("code", Node.Of(error.Code)), ("place", Text(error.Place)), ("message", Node.Of(error.Detail)))])),
            ("code", Node.Of(refusal.Status)),
            ("errors", isInput ? Node.Map((error.Place ?? Whole, Node.List([error.Detail]))) : null),
            ("title", Node.Of(ReasonPhrases.GetReasonPhrase(refusal.Status))),
            ("status", Node.Of(refusal.Status)),
            ("detail", Node.Of(error.Message))), refusal.Status);
    }

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);
}

using Microsoft.AspNetCore.WebUtilities;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Http;

/// <summary>How a refusal is written.</summary>
internal delegate Reply ErrorShape(Refusal refusal);

/// <summary>The ways a refusal is written.</summary>
internal static class ErrorShapes
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Problem details (RFC 9457) with a code and a place.</summary>
    public static Reply Problem(Refusal refusal) => Problem(refusal, []);

    /// <summary>Problem details with more members.</summary>
    public static Reply Problem(Refusal refusal, IEnumerable<(string Key, Node? Value)> more)
    {
        var title = ReasonPhrases.GetReasonPhrase(refusal.Status);
        return Reply.Json(ErrorWire.WriteProblem(refusal.Error, refusal.Status, title, more), refusal.Status, ProblemType);
    }

    /// <summary>An error message string, as AuthZEN wants it.</summary>
    public static Reply Message(Refusal refusal) => Reply.Json(Node.Of(refusal.Error.Message), refusal.Status);
}

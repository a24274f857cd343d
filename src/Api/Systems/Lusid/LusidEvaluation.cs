using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// LUSID's evaluation: requests by a name of the caller's choosing, answered by the same names. It asks about the caller himself; a
/// request that cannot be answered is <c>Denied</c> with its error and spoils no other (FAIL-CLOSED).
/// </summary>
internal static class LusidEvaluation
{
    public static void Map(SystemRoutes system) => system.Map(HttpMethods.Post, "/me", Access.Decide.OrOwn, EvaluateAsync);

    private static async ValueTask<Reply> EvaluateAsync(SystemCall call)
    {
        call.Refuse("applications", "asAt");
        var body = await call.ReadAsync();
        if (body.Entries.Count > AclLimits.BatchItems)
            throw body.Refused(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} requests");
        var reader = new LusidEvaluationReader(call.Self, call.Properties(call.Self), call.Http.Headers);
        var answers = await CheckBatch.AskAsync(call.Http, body.Entries.Values, reader.Read);
        return Reply.Json(Node.Map(body.Entries.Keys.Zip(answers, (name, answer) => (name, (Node?)Write(answer)))));
    }

    private static Node Write(CheckOutcome outcome) => outcome.Error is { } error
        ? Node.Map(("result", Node.Of("Denied")), ("detailedMessage", Node.Of(error.Message)), ("error", Node.Map(
            ("code", Node.Of(error.Code)), ("place", error.Place is { } place ? Node.Of(place) : null), ("message", Node.Of(error.Detail)))))
        : Node.Map(("result", Node.Of(outcome.Decision.Allowed ? "Granted" : "Denied")), ("detailedMessage", Node.Of(outcome.Decision.Reason)));
}

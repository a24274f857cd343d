using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Http;

/// <summary>Checks of a request in which each stands for itself: one that cannot be read is an error and spoils no other (FAIL-CLOSED).</summary>
internal static class CheckBatch
{
    /// <summary>Reads the checks, asks all that could be read in one batch, and puts the answers back among those that could not.</summary>
    /// <param name="call">The request.</param>
    /// <param name="items">The checks as they were sent; at most <see cref="AclLimits.BatchItems"/>.</param>
    /// <param name="read">Reads one.</param>
    public static async ValueTask<IReadOnlyList<CheckOutcome>> AskAsync(AclCall call, IEnumerable<Node> items, Func<Node, CheckRequest> read)
    {
        var attempts = items.Select(item => Attempt(item, read)).ToList();
        var asked = attempts.Select(item => item.Request).OfType<CheckRequest>().ToList();
        var answers = await call.Service.CheckManyAsync(call.Tenant, asked, call.Cancellation);
        var next = 0;
        return [.. attempts.Select(item => item.Error is { } error ? new CheckOutcome(default, error) : answers[next++])];
    }

    private static (CheckRequest? Request, AclException? Error) Attempt(Node item, Func<Node, CheckRequest> read)
    {
        try
        {
            return (read(item), null);
        }
        catch (AclException e)
        {
            return (null, e);
        }
    }
}

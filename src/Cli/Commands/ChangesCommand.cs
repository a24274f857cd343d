using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl changes</c>: the change log, oldest first; with <c>--follow</c> also what is still to come, until it is stopped.</summary>
internal static class ChangesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var since = new Option<long>("--since") { Description = "The revision after which to begin; 0 is the beginning", HelpName = "N" };
        var follow = new Option<bool>("--follow") { Description = "Go on with what is changed from now on, until stopped" };
        var command = kit.Client("changes", "Shows what was changed, by whom and why.", async (session, parsed, cancellation) =>
        {
            var request = new ChangesRequest(parsed.GetValue(since)) { Limit = AclLimits.PageItems };
            if (!parsed.GetValue(follow))
            {
                await PrintAsync(session, request, cancellation);
                return ExitCodes.Done;
            }

            try
            {
                for (request = request with { Wait = AclLimits.ChangesWait }; ;) request = await PrintAsync(session, request, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Done;
            }
        });
        command.Add(since);
        command.Add(follow);
        return command;
    }

    /// <summary>Prints all that there is.</summary>
    /// <returns>The request for what comes after it.</returns>
    private static async Task<ChangesRequest> PrintAsync(Session session, ChangesRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await session.Service.ChangesAsync(session.Tenant, request, cancellation);
            foreach (var change in page.Changes) ChangeLines.Print(session.Printer, change);
            if (page.Changes.Count == 0) return request;
            request = request with { Since = page.Changes[^1].Revision };
            if (request.Since >= page.Revision) return request;
        }
    }
}

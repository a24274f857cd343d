using System.CommandLine;
using OrleansAcl.Api;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl keys create|list|revoke</c>. The secret is made here: the server only ever sees its hash.</summary>
internal static class KeysCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit) => new("keys", "The API keys of a tenant.") { Make(kit), List(kit), Revoke(kit) };

    private static Command Make(CommandKit kit)
    {
        var id = new Argument<string?>("ID") { Description = "1 to 64 of a-z, 0-9 and -; left out, one is made up", Arity = ArgumentArity.ZeroOrOne };
        var scope = new Option<string>("--scope")
        {
            Description = "What it is good for: decide, read or administer; each holds the ones before", HelpName = "SCOPE", Required = true,
        };
        var subject = new Option<string?>("--subject")
        {
            Description = "The user its changes are made as, such as user:robot; left out, the system", HelpName = "SUBJECT",
        };
        var note = new Option<string?>("--note") { Description = "What it is for", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires") { Description = "When it ends, such as 2027-01-01T00:00:00Z", HelpName = "INSTANT" };
        var command = kit.Client("create", "Makes a key and prints its token, this once.", async (session, parsed, cancellation) =>
        {
            var token = ApiKeyToken.Make(parsed.GetValue(id));
            var request = token.ToRequest(
                Node.Of(parsed.GetValue(scope)!),
                ("subject", Text(parsed.GetValue(subject))), ("note", Text(parsed.GetValue(note))), ("expires", Text(parsed.GetValue(expires))));
            if (!await AppliedAsync(session, request, cancellation)) return ExitCodes.Refused;
            session.Printer.Print(token.Text, Node.Map(("id", Node.Of(token.Id)), ("token", Node.Of(token.Text))));
            return ExitCodes.Done;
        });
        command.Add(id);
        foreach (var option in (Option[])[scope, subject, note, expires]) command.Add(option);
        return command;
    }

    private static Command List(CommandKit kit) => kit.Client("list", "Lists the keys.", async (session, _, cancellation) =>
    {
        var keys = new List<Node>();
        var request = new BrowseRequest(ObjectRef.ApiKey) { Limit = AclLimits.PageItems };
        do
        {
            var page = await session.Service.BrowseAsync(session.Tenant, request, cancellation);
            keys.AddRange(page.Items.Select(key => key.Document.Copy()));
            request = request with { After = page.Next };
        }
        while (request.After is not null);
        session.Printer.PrintList(keys, Shown, key => key);
        return ExitCodes.Done;
    });

    private static Command Revoke(CommandKit kit)
    {
        var id = new Argument<string>("ID") { Description = "The key" };
        var command = kit.Client("revoke", "Takes a key back: it is refused from then on.", async (session, parsed, cancellation) =>
        {
            var key = $"{ObjectRef.ApiKey}:{parsed.GetValue(id)}";
            if (!await AppliedAsync(session, new ApplyRequest([new Step("delete", Node.Of(key))]), cancellation)) return ExitCodes.Refused;
            session.Printer.Print($"revoked {parsed.GetValue(id)}", Node.Map(("revoked", Node.Of(parsed.GetValue(id)!))));
            return ExitCodes.Done;
        });
        command.Add(id);
        return command;
    }

    private static async Task<bool> AppliedAsync(Session session, ApplyRequest request, CancellationToken cancellation)
    {
        request = request with { Steps = [.. request.Steps.Select(step => step with { As = session.As })] };
        var result = await session.Service.ApplyAsync(session.Tenant, request, cancellation);
        if (!result.Applied) StepResults.PrintRefusal(session.Printer, result.Results[0]);
        return result.Applied;
    }

    private static string Shown(Node key) => string.Join(' ', ((string?[])[
        key["id"]!.Text, key["scope"]!.Text, key["subject"]?.Text, key["expires"] is { } expires ? $"until {expires.Text}" : null, key["note"]?.Text,
    ]).Where(part => part is not null));

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);
}

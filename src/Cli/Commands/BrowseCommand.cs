using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl browse KIND</c>: stored objects as a table, or in JSON mode as a list.</summary>
internal static class BrowseCommand
{
    private const int DefaultLimit = 100;

    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var kind = new Argument<string>("KIND") { Description = ObjectArguments.Kinds };
        var type = new Option<string?>("--type") { Description = "Of resources and access lists, only those of a type", HelpName = "TYPE" };
        var subject = new Option<string?>("--subject")
        {
            Description = "Only what concerns a subject: what it owns, is in, was given, or is named by", HelpName = "SUBJECT",
        };
        var of = new Option<string?>("--of")
        {
            Description = "Only what concerns an object: group:ops, role:reader, policy:p or resource:job:1", HelpName = "KIND:ID",
        };
        var text = new Option<string?>("--text") { Description = "Only those in whose id or name this text stands, in any case", HelpName = "TEXT" };
        var parent = new Option<string?>("--parent") { Description = "Of resources, only what lies directly in this one, or in none", HelpName = "RESOURCE|none" };
        var space = new Option<string?>("--namespace") { Description = "Of resources, only those in this namespace", HelpName = "NAME" };
        var limit = new Option<int>("--limit") { Description = "Most objects to show", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        var command = kit.Client("browse", "Lists stored objects of a kind.", async (session, parsed, cancellation) =>
        {
            var request = new BrowseRequest(parsed.GetValue(kind)!)
            {
                Type = parsed.GetValue(type),
                Subject = parsed.GetValue(subject) is { } who ? SubjectRef.Parse(who) : null,
                Text = parsed.GetValue(text),
                Parent = parsed.GetValue(parent),
                Namespace = parsed.GetValue(space),
                Of = parsed.GetValue(of) is { } what ? ObjectArguments.Parse(what, "--of") : null,
            };
            await PrintAsync(session, request, parsed.GetValue(limit), cancellation);
            return ExitCodes.Done;
        });
        command.Add(kind);
        foreach (var option in (Option[])[type, subject, of, text, parent, space, limit]) command.Add(option);
        return command;
    }

    private static async Task PrintAsync(Session session, BrowseRequest request, int limit, CancellationToken cancellation)
    {
        if (limit < 1) throw new AclException(ErrorCodes.InvalidArguments, "expected a number from 1 on", "--limit");
        var found = new List<StoredObject>();
        do
        {
            request = request with { Limit = Math.Min(limit - found.Count, AclLimits.PageItems) };
            var page = await session.Service.BrowseAsync(session.Tenant, request, cancellation);
            found.AddRange(page.Items);
            request = request with { After = page.Next };
        }
        while (request.After is not null && found.Count < limit);

        if (session.Printer.Json) session.Printer.Print("", Node.List(found.Select(ObjectWire.Write)));
        else ObjectTable.Print(session.Printer.Terminal, [.. found.Select(o => o.Document)]);
        if (request.After is not null) session.Printer.Terminal.Error.WriteLine($"there are more than these {found.Count}; --limit shows more");
    }
}

using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl operation NAME SUBJECT</c>: exits 0 when the task may be done, 1 when not, 2 for an error.</summary>
internal static class OperationCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var name = new Argument<string>("NAME") { Description = "The operation's name" };
        var subject = new Argument<string>("SUBJECT") { Description = "Who asks, such as user:ann" };
        var arguments = new Option<string[]>("--arg") { Description = "One argument, a text; may be repeated", HelpName = "KEY=VALUE" };
        var json = new Option<string?>("--args") { Description = "The arguments, a JSON object", HelpName = "JSON" };
        var items = new Option<string[]>("--item") { Description = "Something the task would return, to be filtered; may be repeated", HelpName = "RESOURCE" };
        var options = new QuestionOptions();
        var command = kit.Client("operation", "Asks for a named task of the model.", async (session, parsed, cancellation) =>
        {
            var request = new OperationRequest(parsed.GetValue(name)!, SubjectRef.Parse(parsed.GetValue(subject)!))
            {
                Arguments = Node.Merge(QuestionOptions.ReadMap(parsed.GetValue(json), "--args"), ReadPairs(parsed.GetValue(arguments) ?? [])),
                Items = [.. (parsed.GetValue(items) ?? []).Select(ResourceRef.Parse)],
                Namespace = options.Namespace(parsed),
                Context = options.Context(parsed),
            };
            return Print(session, await session.Service.OperationAsync(session.Tenant, request, cancellation));
        });
        foreach (var argument in (Argument[])[name, subject]) command.Add(argument);
        foreach (var option in (Option[])[arguments, json, items]) command.Add(option);
        options.AddTo(command);
        return command;
    }

    private static Node? ReadPairs(string[] pairs)
    {
        if (pairs.Length == 0) return null;
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=');
            if (at <= 0 || !entries.TryAdd(pair[..at], pair[(at + 1)..]))
                throw new AclException(ErrorCodes.InvalidArguments, $"expected key=value with each key once, not `{pair}`", "--arg");
        }

        return Node.Map(entries.Select(entry => (entry.Key, (Node?)Node.Of(entry.Value))));
    }

    private static int Print(Session session, OperationResult result)
    {
        var outcome = result.Outcome.ToString().ToLowerInvariant();
        var visible = result.Visible.Select(item => item.ToString()).ToArray();
        var lines = (string[])[
            $"{outcome}{(result.Error is null ? "" : $" {result.Error}")} ({result.Reason})",
            .. result.Missing.Select(missing => $"missing {missing}"),
            .. visible.Select(item => $"visible {item}")];
        session.Printer.Print(string.Join(Environment.NewLine, lines), Node.Map(
            ("outcome", Node.Of(outcome)), ("error", result.Error is null ? null : Node.Of(result.Error)),
            ("visible", Node.List(visible)), ("missing", Node.List(result.Missing)), ("reason", Node.Of(result.Reason))));
        return result.Outcome == OperationOutcome.Allow ? ExitCodes.Done : ExitCodes.Refused;
    }
}

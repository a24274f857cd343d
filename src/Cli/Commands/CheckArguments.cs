using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>The arguments of <c>check</c> and <c>explain</c>.</summary>
internal sealed class CheckArguments
{
    private readonly Argument<string> _subject = new("SUBJECT") { Description = "Who asks, such as user:ann" };
    private readonly Argument<string> _action = new("ACTION") { Description = "The action's name" };
    private readonly Argument<string> _resource = new("RESOURCE") { Description = "On what, such as scheduler:42; the id is empty for something still to be created" };
    private readonly Option<string?> _parent = new("--parent") { Description = "What the resource would be created under", HelpName = "RESOURCE" };
    private readonly Option<string?> _subjectProperties = new("--subject-properties") { Description = "Properties of the subject, a JSON object", HelpName = "JSON" };
    private readonly Option<string?> _actionProperties = new("--action-properties") { Description = "Properties of the action, a JSON object", HelpName = "JSON" };
    private readonly Option<string?> _resourceProperties = new("--resource-properties") { Description = "Properties of the resource, a JSON object", HelpName = "JSON" };
    private readonly Option<string?> _assuming = new("--assuming") { Description = "Steps, as apply takes them, to be taken as made; - is standard input", HelpName = "FILE" };
    private readonly Option<string?> _at = new("--at") { Description = "Asks as of an instant, in full or as so much later: +7d, +12h, +30m", HelpName = "INSTANT" };
    private readonly QuestionOptions _options = new();

    /// <summary>Gives them to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_subject);
        command.Add(_action);
        command.Add(_resource);
        command.Add(_parent);
        command.Add(_subjectProperties);
        command.Add(_actionProperties);
        command.Add(_resourceProperties);
        command.Add(_assuming);
        command.Add(_at);
        _options.AddTo(command);
        return command;
    }

    /// <summary>The check they stand for.</summary>
    public async Task<CheckRequest> ReadAsync(Terminal terminal, ParseResult parsed, CancellationToken cancellation) => new(
        SubjectRef.Parse(parsed.GetValue(_subject)!), parsed.GetValue(_action)!, ResourceRef.Parse(parsed.GetValue(_resource)!))
    {
        Namespace = _options.Namespace(parsed),
        Parent = parsed.GetValue(_parent) is { } parent ? ResourceRef.Parse(parent) : null,
        SubjectProperties = QuestionOptions.ReadMap(parsed.GetValue(_subjectProperties), "--subject-properties"),
        ActionProperties = QuestionOptions.ReadMap(parsed.GetValue(_actionProperties), "--action-properties"),
        ResourceProperties = QuestionOptions.ReadMap(parsed.GetValue(_resourceProperties), "--resource-properties"),
        Context = _options.Context(parsed),
        Assuming =
        [
            .. parsed.GetValue(_at) is { } at ? [new Step("clock", Node.Of(at))] : Array.Empty<Step>(),
            .. parsed.GetValue(_assuming) is { } file ? await StepFile.ReadAsync(terminal, file, null, cancellation) : [],
        ],
    };
}

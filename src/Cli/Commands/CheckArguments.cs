using System.CommandLine;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>The arguments of <c>check</c> and <c>explain</c>.</summary>
internal sealed class CheckArguments
{
    private readonly Argument<string> _subject = new("SUBJECT") { Description = "Who asks, such as user:ann" };
    private readonly Argument<string> _action = new("ACTION") { Description = "The action's name" };
    private readonly Argument<string> _resource = new("RESOURCE") { Description = "On what, such as scheduler:42; the id is empty for something still to be created" };
    private readonly Option<string?> _parent = new("--parent") { Description = "What the resource would be created under", HelpName = "RESOURCE" };
    private readonly QuestionOptions _options = new();

    /// <summary>Gives them to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_subject);
        command.Add(_action);
        command.Add(_resource);
        command.Add(_parent);
        _options.AddTo(command);
        return command;
    }

    /// <summary>The check they stand for.</summary>
    public CheckRequest Read(ParseResult parsed) => new(
        SubjectRef.Parse(parsed.GetValue(_subject)!), parsed.GetValue(_action)!, ResourceRef.Parse(parsed.GetValue(_resource)!))
    {
        Namespace = _options.Namespace(parsed),
        Parent = parsed.GetValue(_parent) is { } parent ? ResourceRef.Parse(parent) : null,
        Context = _options.Context(parsed),
    };
}

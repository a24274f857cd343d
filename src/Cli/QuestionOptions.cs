using System.CommandLine;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli;

/// <summary>The options that questions share: where they are asked and with what facts.</summary>
internal sealed class QuestionOptions
{
    private readonly Option<string?> _namespace = new("--namespace") { Description = "Namespace asked in; left out, the resource's own", HelpName = "NAME" };
    private readonly Option<string?> _context = new("--context") { Description = "Facts about the request, a JSON object", HelpName = "JSON" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_namespace);
        command.Add(_context);
    }

    /// <summary>The namespace, or null.</summary>
    public string? Namespace(ParseResult parsed) => parsed.GetValue(_namespace);

    /// <summary>The context, a mapping, or null.</summary>
    public Node? Context(ParseResult parsed) => ReadMap(parsed.GetValue(_context), "--context");

    /// <summary>Whether either was given.</summary>
    public bool AreGiven(ParseResult parsed) => (parsed.GetValue(_namespace) ?? parsed.GetValue(_context)) is not null;

    /// <summary>A JSON object given as an option's value; null for none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when it is none.</exception>
    public static Node? ReadMap(string? json, string option)
    {
        if (json is null) return null;
        try
        {
            if (Documents.Json.Parse(json) is { Kind: NodeKind.Map } map) return map;
        }
        catch (AclException e)
        {
            throw new AclException(ErrorCodes.InvalidArguments, e.Detail, option, e);
        }

        throw new AclException(ErrorCodes.InvalidArguments, "expected a JSON object", option);
    }
}

using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Output;

/// <summary>Prints answers for people, or as one line of JSON for programs.</summary>
internal sealed class Printer(Terminal terminal, bool json)
{
    /// <summary>Whether programs read it.</summary>
    public bool Json => json;

    /// <summary>What is around.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Prints the text, or in JSON mode the node.</summary>
    public void Print(string text, Node node) => terminal.Out.WriteLine(json ? node.ToString() : text);

    /// <summary>Prints one text a line, or in JSON mode a list.</summary>
    public void PrintList(IEnumerable<string> texts) => PrintList(texts, text => text, text => Node.Of(text));

    /// <summary>Prints one item a line, or in JSON mode a list.</summary>
    public void PrintList<T>(IEnumerable<T> items, Func<T, string> text, Func<T, Node> node)
    {
        if (json) terminal.Out.WriteLine(Node.List(items.Select(node)));
        else foreach (var item in items) terminal.Out.WriteLine(text(item));
    }

    /// <summary>Prints <c>error: code: message</c> to the error stream, or in JSON mode an object.</summary>
    public void Error(string code, string message, string? place = null)
    {
        var shown = place is null ? message : $"{place}: {message}";
        var node = Node.Map(("error", Node.Map(("code", Node.Of(code)), ("message", Node.Of(message)), ("place", place is null ? null : Node.Of(place)))));
        terminal.Error.WriteLine(json ? node.ToString() : $"error: {code}: {shown}");
    }

    /// <summary>Prints an error of the service.</summary>
    public void Error(AclException error) => Error(error.Code, error.Detail, error.Place);
}

using OrleansAcl.Documents;

namespace OrleansAcl.Changes;

/// <summary>
/// <c>run</c>: a command line as text, or <c>{words, rows}</c> with its words as they are; with <c>rows</c> each line it prints is a JSON list of its
/// fields, which programs can take apart whatever is in them.
/// </summary>
internal static class CommandSteps
{
    /// <summary>Runs a command line of the model's own.</summary>
    public static void Run(StepScope scope, Node value)
    {
        var (words, rows) = value.Kind == NodeKind.Map ? Taken(value) : (Split(value, value.AsName()), false);
        if (scope.Model.Commands is not { } commands) throw value.Invalid($"model `{scope.Model.Name}` has no command line");
        var command = new CommandScope(scope) { Rows = rows };
        scope.Output = commands.Run(words, command);
        scope.Refusal = command.Refusal;
    }

    private static (List<string> Words, bool Rows) Taken(Node value)
    {
        value.RequireMap("words!", "rows");
        return ([.. value["words"]!.AsStrings()], value["rows"]?.AsBoolean() ?? false);
    }

    /// <summary>Words at blanks; double quotes keep a word together, a backslash in them keeps the next character.</summary>
    private static List<string> Split(Node value, string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var (quoted, open) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"') (quoted, open) = (!quoted, true);
            else if (quoted && c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (!quoted && char.IsWhiteSpace(c)) Close();
            else word.Append(c);
        }

        if (quoted) throw value.Invalid("a quote is not closed");
        Close();
        return words;

        void Close()
        {
            if (word.Length > 0 || open) words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }
}

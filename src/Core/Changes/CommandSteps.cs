using OrleansAcl.Documents;

namespace OrleansAcl.Changes;

/// <summary><c>run</c>.</summary>
internal static class CommandSteps
{
    /// <summary>Runs a command line of the model's own.</summary>
    public static void Run(StepScope scope, Node value)
    {
        var line = value.AsName();
        if (scope.Model.Commands is not { } commands) throw value.Invalid($"model `{scope.Model.Name}` has no command line");
        var command = new CommandScope(scope);
        scope.Output = commands.Run(Split(value, line), command);
        scope.Refusal = command.Refusal;
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

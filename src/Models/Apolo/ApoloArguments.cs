namespace OrleansAcl.Models.Apolo;

/// <summary>A command line taken apart.</summary>
internal sealed class ApoloArguments
{
    private static readonly Dictionary<string, (int Least, int Most)> Positions = new()
    {
        ["grant"] = (2, 3), ["share"] = (2, 3), ["revoke"] = (2, 2), ["list"] = (0, 1), ["ls"] = (0, 1),
        ["add-role"] = (1, 1), ["remove-role"] = (1, 1), ["list-roles"] = (0, 1),
    };

    private readonly List<string> _words = [];

    private ApoloArguments(string command) => Command = command;

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>The value of <c>-s</c>.</summary>
    public string? Scheme { get; private set; }

    /// <summary>The value of <c>-u</c>.</summary>
    public string? Principal { get; private set; }

    /// <summary>Whether <c>--shared</c> was given.</summary>
    public bool Shared { get; private set; }

    /// <summary>Whether <c>--full-uri</c> was given.</summary>
    public bool FullUri { get; private set; }

    /// <summary>A word that is no option; null when there are fewer.</summary>
    public string? this[int index] => index < _words.Count ? _words[index] : null;

    /// <summary>Takes a command line apart.</summary>
    /// <exception cref="ApoloUsageException">For an unknown command or option, or a wrong number of arguments.</exception>
    public static ApoloArguments Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || !Positions.TryGetValue(words[0], out var positions))
            throw new ApoloUsageException($"unknown command `{(words.Count == 0 ? "" : words[0])}`");
        var arguments = new ApoloArguments(words[0]);
        for (var i = 1; i < words.Count; i++) arguments.Take(words, ref i);
        if (arguments._words.Count < positions.Least) throw new ApoloUsageException($"{words[0]}: an argument is missing");
        if (arguments._words.Count > positions.Most) throw new ApoloUsageException($"{words[0]}: `{arguments._words[positions.Most]}` is one argument too many");
        return arguments;
    }

    private void Take(IReadOnlyList<string> words, ref int i)
    {
        var word = words[i];
        if (!word.StartsWith('-'))
        {
            _words.Add(word);
            return;
        }

        var lists = Command is "list" or "ls";
        switch (word)
        {
            case "-s" when lists: Scheme = Value(words, ref i); break;
            case "-u" when lists: Principal = Value(words, ref i); break;
            case "--shared" when lists: Shared = true; break;
            case "--full-uri" when lists: FullUri = true; break;
            default: throw new ApoloUsageException($"{Command}: unknown option `{word}`");
        }
    }

    private string Value(IReadOnlyList<string> words, ref int i) =>
        ++i < words.Count ? words[i] : throw new ApoloUsageException($"{Command}: `{words[i - 1]}` needs a value");
}

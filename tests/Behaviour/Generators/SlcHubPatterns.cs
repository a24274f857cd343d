namespace OrleansAcl.Behaviour.Generators;

/// <summary>Random object strings and patterns over three letters, without empty segments.</summary>
internal sealed class SlcHubPatterns(Random random)
{
    /// <summary>An object string of one to four segments.</summary>
    public string Text() => Path(() => Word("a", "b", "A"));

    /// <summary>A pattern of that matcher.</summary>
    public string Pattern(string matcher) => matcher switch
    {
        "simple" => Path(() => Word("a", "b", "*")),
        "doublestar" => Path(() => random.Next(3) == 0 ? "**" : Word("a", "b", "*")),
        "regex" => Expression(3),
        _ => Text(),
    };

    private string Path(Func<string> segment) => string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => "/" + segment()));

    private string Word(params string[] letters) => string.Concat(Enumerable.Range(0, 1 + random.Next(2)).Select(_ => letters[random.Next(letters.Length)]));

    private string Expression(int depth) => random.Next(depth == 0 ? 4 : 8) switch
    {
        0 => "/a",
        1 => "/b",
        2 => "[ab/]",
        3 => ".",
        4 => $"({Expression(depth - 1)}|{Expression(depth - 1)})",
        5 => $"({Expression(depth - 1)}){"*+?"[random.Next(3)]}",
        6 => $"{Expression(depth - 1)}|{Expression(depth - 1)}",
        _ => Expression(depth - 1) + Expression(depth - 1),
    };
}

namespace OrleansAcl.Tests;

public sealed partial class ModelDocumentTests
{
    private static readonly IReadOnlyList<Block> Blocks = Read(File.ReadAllLines(Path.Combine(Root(), "docs", "models.md")));

    private static Block At(int line) => Blocks.Single(b => b.Line == line);

    /// <summary>The blocks fenced as YAML.</summary>
    private static List<Block> Read(string[] lines)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```yaml") continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            blocks.Add(new Block(i + 1, string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }

        return blocks;
    }

    /// <summary>The folder of the solution.</summary>
    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansAcl.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    /// <summary>A fenced block.</summary>
    /// <param name="Line">The line of its opening fence, counted from 1.</param>
    /// <param name="Text">What it holds.</param>
    private sealed record Block(int Line, string Text);
}

using OrleansAcl.Documents;
using Spectre.Console;

namespace OrleansAcl.Cli.Output;

/// <summary>Draws documents as a table: a row each, a column for every key any of them has.</summary>
internal static class ObjectTable
{
    /// <summary>Draws it.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<Node> documents)
    {
        if (documents.Count == 0) return;
        string[] keys = [.. documents.SelectMany(d => d.Entries.Keys).Distinct()];
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var key in keys) table.AddColumn(Markup.Escape(key));
        foreach (var document in documents) table.AddRow([.. keys.Select(key => Markup.Escape(Cell(document[key])))]);
        terminal.Drawing().Write(table);
    }

    /// <summary>A value in one line: as it is, or as JSON where it is none or could move the cursor of a terminal.</summary>
    public static string Cell(Node? value) => value is null ? "" : value.ScalarText is { } text && !text.Any(char.IsControl) ? text : value.ToString();
}

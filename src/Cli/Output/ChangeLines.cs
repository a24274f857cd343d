using System.Globalization;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Output;

/// <summary>Prints a change: a line about it, and below it one for every object; in JSON mode all in one line.</summary>
internal static class ChangeLines
{
    /// <summary>Prints it.</summary>
    public static void Print(Printer printer, Change change)
    {
        var time = change.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var about = $"{change.Revision} {time} {change.Actor}{(change.Reason is { } why ? $": {OneLine(why)}" : "")}";
        var lines = change.Objects.Select(Line).Prepend(about);
        printer.Print(string.Join('\n', lines), ChangeWire.Write(change));
    }

    private static string Line(ObjectChange change) => (change.Before, change.After) switch
    {
        // A model file is as long as it is; `model versions` has them whole.
        ({ } before, { } after) when change.Ref.Kind == ObjectRef.Model => $"  changed model: version {before["version"]?.Text} to {after["version"]?.Text}",
        (null, { } after) => $"  made {change.Ref}: {after}",
        ({ } before, null) => $"  removed {change.Ref}: {before}",
        var (before, after) => $"  changed {change.Ref}: {before} to {after}",
    };

    /// <summary>A reason is somebody's text: it must not look like other lines, nor move the cursor of a terminal.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

using System.Globalization;
using System.Text.RegularExpressions;
using OrleansAcl.Documents;

namespace OrleansAcl.Web.Editing;

/// <summary>What is wrong with a text that was typed, and where.</summary>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="Field">The field at fault; null for all of it, or none.</param>
/// <param name="Line">Its line, counted from 1; null when it is in no line.</param>
public sealed partial record TextProblem(string Message, string? Field, int? Line)
{
    /// <summary>An error as people see it in their text.</summary>
    /// <param name="error">The error; its place is a field of the document, perhaps below a step, or a line.</param>
    /// <param name="document">What the text was read as; null when it could not be.</param>
    /// <param name="verb">The verb of the step that it is the value of; null for none.</param>
    public static TextProblem Of(AclException error, Node? document, string? verb = null)
    {
        if (error.Place is not { } place) return new TextProblem(error.Detail, null, null);
        var said = Said().Match(place);
        var field = Step().Replace(said.Success ? place[..said.Index].TrimEnd(' ', '(') : place, "");
        // A host that was sent the steps as JSON says the verb as well.
        if (verb is not null && IsWithin(field, verb) && document?[verb] is null) field = field[verb.Length..].TrimStart('.');
        // The field is what every host says; the line is only that of this text when the host was given the text itself.
        var line = document is not null && Nearest(document, field) is { } node ? LineOf(node)
            : said.Success ? int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new TextProblem(error.Detail, field.Length == 0 ? null : field, line > 0 ? line : null);
    }

    /// <summary>Where an entry begins: at its key.</summary>
    private static int LineOf(Node node) => node.KeyLine > 0 ? node.KeyLine : node.Line;

    /// <summary>The node at a path, or else what comes nearest above it; null when nothing on the path is there.</summary>
    private static Node? Nearest(Node node, string path)
    {
        if (node.Path == path) return node;
        foreach (var child in node.Items.Concat(node.Entries.Values))
            if (IsWithin(path, child.Path)) return Nearest(child, path);
        return node.Path.Length > 0 ? node : null;
    }

    private static bool IsWithin(string path, string above) =>
        path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] is '.' or '[');

    [GeneratedRegex(@"line (\d{1,9})")]
    private static partial Regex Said();

    /// <summary>A step of a list.</summary>
    [GeneratedRegex(@"\Asteps\[\d+\]\.?")]
    private static partial Regex Step();
}

using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>A file of set-up steps, YAML or JSON: a list of them, or a mapping with <c>steps</c>; <c>-</c> is standard input.</summary>
internal static class StepFile
{
    /// <summary>Reads the steps.</summary>
    /// <param name="terminal">Where standard input is.</param>
    /// <param name="file">The path, or <c>-</c>.</param>
    /// <param name="otherwiseAs">Whom steps without an <c>as</c> of their own are done as.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<Step>> ReadAsync(Terminal terminal, string file, SubjectRef? otherwiseAs, CancellationToken cancellation) =>
        StepForm.ReadSteps(await DocumentAsync(terminal, file, cancellation), otherwiseAs);

    private static async Task<Node> DocumentAsync(Terminal terminal, string file, CancellationToken cancellation)
    {
        var text = file == "-"
            ? await terminal.In.ReadToEndAsync(cancellation)
            : Yaml.Decode(await File.ReadAllBytesAsync(file, cancellation));

        // JSON is not quite YAML (escaped surrogates), so what is named JSON or looks like it is read as such first.
        var isJson = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (isJson || text.AsSpan().TrimStart() is ['[' or '{', ..])
        {
            try
            {
                return Json.Parse(text);
            }
            catch (AclException) when (!isJson)
            {
                // YAML in flow style: read below.
            }
        }

        return Yaml.Parse(text);
    }
}

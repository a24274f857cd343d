using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>Lists of permissions: those that the command line prints, taken apart. Who may see whose is the command line's to say.</summary>
internal static class PermissionRows
{
    /// <summary>The lines a command prints for somebody, or for the system.</summary>
    /// <exception cref="AclException">The code with which the command was refused.</exception>
    public static async ValueTask<IReadOnlyList<string>> PrintAsync(SystemCall call, SubjectRef? reader, IReadOnlyList<string> words, bool rows = false)
    {
        var line = Node.Map(("words", Node.List(words)), ("rows", Node.Of(rows)));

        // Nothing is changed by a list: only to try it says the same and leaves no trace.
        var result = await call.TryAsync(new Step("run", line), reader);
        return result.Applied ? result.Results[0].Output!.Stdout : throw StepRefusals.InWords(result);
    }

    /// <summary>The words that keep one URI and what lies below; for a bare scheme, all of it.</summary>
    private static IEnumerable<string> At(string? uri)
    {
        if (uri is null) return [];
        if (uri.StartsWith('-')) throw new AclException(ErrorCodes.InvalidDocument, "expected a URI", "uri");
        var scheme = uri.TrimEnd('/');
        return scheme.EndsWith(':') ? ["-s", scheme[..^1]] : [uri];
    }

    /// <summary>What a principal has, as far as a reader may see it.</summary>
    public static ValueTask<IReadOnlyList<string[]>> HeldAsync(SystemCall call, SubjectRef? reader, SubjectRef principal, string? uri) =>
        ListAsync(call, reader, ["list", "-u", principal.Id, "--full-uri", .. At(uri)]);

    /// <summary>What others were given on what a principal manages.</summary>
    public static ValueTask<IReadOnlyList<string[]>> SharedAsync(SystemCall call, SubjectRef principal, string? uri) =>
        ListAsync(call, call.Reader, ["list", "-u", principal.Id, "--full-uri", "--shared", .. At(uri)]);

    private static async ValueTask<IReadOnlyList<string[]>> ListAsync(SystemCall call, SubjectRef? reader, IReadOnlyList<string> words) =>
        [.. (await PrintAsync(call, reader, words, rows: true)).Select(row => Json.Parse(row).AsStrings())];
}

using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>
/// Exports as they travel: one JSON value a line (NDJSON), the last of which is <c>{end: {lines}}</c> and says how many came before it. One
/// without that line was cut off.
/// </summary>
public static class TransferWire
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/x-ndjson";

    /// <summary>Longest line, in bytes: 16 MiB. A role may have grown by grants far beyond the document it began as.</summary>
    public const int LineBytes = 16 << 20;

    /// <summary>Reads a line; a document is nested in its verb and may be as deep as documents are.</summary>
    public static Node ReadLine(ReadOnlySpan<byte> line) => Json.Parse(line, LineBytes, AclLimits.DocumentDepth + 8);

    private const string End = "end";

    /// <summary>The last line.</summary>
    public static Node WriteEnd(long lines) => Node.Map((End, Node.Map(("lines", Node.Of(lines)))));

    /// <summary>Whether a line is the last one.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it says another number than came.</exception>
    public static bool IsEnd(Node line, long lines)
    {
        if (line[End] is not { } end) return false;
        var said = end.RequireMap("lines!")["lines"]!.AsInteger();
        return said == lines ? true : throw CutOff($"{lines} of {said} lines came");
    }

    /// <summary>The complaint that lines are lacking.</summary>
    public static AclException CutOff(string why) => new(ErrorCodes.InvalidDocument, $"the export is cut off: {why}", End);
}

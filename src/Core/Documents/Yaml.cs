using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OrleansAcl.Documents;

/// <summary>
/// Reads YAML into nodes: the core schema (so <c>yes</c> is text and <c>2026-01-01</c> is text), no anchors or aliases, no tags,
/// no duplicate keys.
/// </summary>
public static class Yaml
{
    /// <summary>Reads the one document of a text.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> with the line, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static Node Parse(string text)
    {
        var documents = ParseAll(text);
        return documents.Count == 1
            ? documents[0]
            : throw new AclException(ErrorCodes.InvalidDocument, $"expected one document, not {documents.Count}");
    }

    /// <summary>Reads every document of a text.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> with the line, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<Node> ParseAll(string text)
    {
        if (text.Length > AclLimits.DocumentBytes)
            throw new AclException(ErrorCodes.LimitExceeded, $"the document is longer than {AclLimits.DocumentBytes} bytes");
        var parser = new Parser(new StringReader(text));
        try
        {
            var documents = new List<Node>();
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                documents.Add(Read(parser, 0));
                parser.Consume<DocumentEnd>();
            }

            return documents;
        }
        catch (YamlException e)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "malformed YAML: " + Tidy(e), $"line {e.Start.Line}", e);
        }
        catch (InvalidOperationException e)
        {
            // The scanner's own word for a plain scalar that begins where none may, as in a mapping in braces that is not closed.
            throw new AclException(ErrorCodes.InvalidDocument, "malformed YAML: unexpected text", parser.Current is { } last ? $"line {last.End.Line}" : null, e);
        }
    }

    /// <summary>Decodes UTF-8, refusing bytes that are not.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when they are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) utf8 = utf8[3..];
            return new UTF8Encoding(false, true).GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "the document is not UTF-8", null, e);
        }
    }

    private static Node Read(IParser parser, int depth)
    {
        if (depth > AclLimits.DocumentDepth)
            throw new AclException(ErrorCodes.LimitExceeded, $"the document is nested deeper than {AclLimits.DocumentDepth}");
        switch (parser.Current)
        {
            case AnchorAlias alias:
                throw new AclException(ErrorCodes.InvalidDocument, "aliases are not accepted", $"line {alias.Start.Line}");
            case NodeEvent { Anchor.IsEmpty: false } anchored:
                throw new AclException(ErrorCodes.InvalidDocument, "anchors are not accepted", $"line {anchored.Start.Line}");
            case NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } tagged:
                throw new AclException(ErrorCodes.InvalidDocument, "tags are not accepted", $"line {tagged.Start.Line}");
        }

        if (parser.TryConsume<Scalar>(out var scalar)) return Plain(scalar);
        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Read(parser, depth + 1));
            return Node.List(items, (int)sequence.Start.Line);
        }

        return ReadMap(parser, depth);
    }

    private static Node ReadMap(IParser parser, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<(string, Node?)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar { Anchor.IsEmpty: true } key)
                throw new AclException(ErrorCodes.InvalidDocument, "a key must be plain text", $"line {parser.Current?.Start.Line}");
            parser.MoveNext();
            if (!seen.Add(key.Value))
                throw new AclException(ErrorCodes.InvalidDocument, $"the key `{References.Shown(key.Value)}` stands twice", $"line {key.Start.Line}");
            var value = Read(parser, depth + 1);
            value.KeyLine = (int)key.Start.Line;
            entries.Add((key.Value, value));
        }

        return Node.Map(entries, (int)start.Start.Line);
    }

    private static Node Plain(Scalar scalar)
    {
        var (text, line) = (scalar.Value, (int)scalar.Start.Line);
        return scalar.Style == ScalarStyle.Plain ? Resolve(text, line) : Node.Of(text, line);
    }

    /// <summary>What a plain scalar is in the core schema.</summary>
    private static Node Resolve(string text, int line) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Node.Null(line),
        "true" or "True" or "TRUE" => Node.Of(true, line),
        "false" or "False" or "FALSE" => Node.Of(false, line),
        _ when Number(text) is { } number => Node.Number(number, line),
        _ => Node.Of(text, line),
    };

    /// <summary>Whether a text, written as it is, would be read as something else than text.</summary>
    internal static bool IsNoText(string text) => Resolve(text, 0).Kind != NodeKind.String;

    /// <summary>A plain scalar as a JSON number, or null when the core schema makes it text.</summary>
    private static string? Number(string text)
    {
        if (!char.IsAsciiDigit(text[^1]) && text[^1] != '.' || text.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or '.' or 'e' or 'E'))) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole.ToString(CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? real.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static string Tidy(YamlException e)
    {
        var message = e.InnerException?.Message ?? e.Message;
        var colon = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return (colon < 0 ? message : message[(colon + 3)..]).TrimEnd('.');
    }
}

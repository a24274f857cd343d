using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrleansAcl.Documents;

/// <summary>Reads and writes nodes as JSON, strictly: UTF-8, no duplicate keys, no comments, no trailing commas.</summary>
public static class Json
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> with the line, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static Node Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads what was written here from what had passed the limits of documents, and so may be longer and nested deeper than those.</summary>
    public static Node ParseOwn(string text) => Parse(Encoding.UTF8.GetBytes(text), int.MaxValue, OwnDepth);

    /// <summary>How deep our own JSON may be nested: as deep as the writer takes it, so that what was acknowledged can be read again.</summary>
    private const int OwnDepth = 1_000;

    /// <summary>Reads one JSON value in UTF-8.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="mostBytes">Its greatest length in bytes; more than a document's for what a server answers.</param>
    /// <param name="mostDepth">Its deepest nesting of lists and maps.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> with the line, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static Node Parse(ReadOnlySpan<byte> utf8, int mostBytes = AclLimits.DocumentBytes, int mostDepth = AclLimits.DocumentDepth)
    {
        if (utf8.Length > mostBytes)
            throw new AclException(ErrorCodes.LimitExceeded, $"the document is longer than {mostBytes} bytes");
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
            throw new AclException(ErrorCodes.InvalidDocument, "the document is not UTF-8");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = mostDepth });
        var lines = new LineCounter(utf8);
        try
        {
            if (!reader.Read()) throw new AclException(ErrorCodes.InvalidDocument, "the document is empty");
            var node = Read(ref reader, ref lines);
            if (reader.Read()) throw new AclException(ErrorCodes.InvalidDocument, "there is more after the document's end");
            return node;
        }
        catch (JsonException e)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "malformed JSON", $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "a string is not well-formed Unicode", null, e);
        }
    }

    private static Node Read(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return Node.Of(true, line);
            case JsonTokenType.False: return Node.Of(false, line);
            case JsonTokenType.Null: return Node.Null(line);
            case JsonTokenType.String: return Node.Of(reader.GetString()!, line);
            case JsonTokenType.Number: return Node.Number(Encoding.ASCII.GetString(reader.ValueSpan), line);
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, ref lines));
                return Node.List(items, line);
            default:
                return ReadMap(ref reader, ref lines, line);
        }
    }

    private static Node ReadMap(ref Utf8JsonReader reader, ref LineCounter lines, int line)
    {
        var entries = new List<(string, Node?)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            if (!seen.Add(key))
                throw new AclException(ErrorCodes.InvalidDocument, $"the key `{References.Shown(key)}` stands twice", $"line {lines.At(reader.TokenStartIndex)}");
            reader.Read();
            entries.Add((key, Read(ref reader, ref lines)));
        }

        return Node.Map(entries, line);
    }

    /// <summary>Writes a node as compact JSON.</summary>
    public static string Write(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact)) Write(node, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a node into a larger document.</summary>
    public static void Write(Node node, Utf8JsonWriter writer)
    {
        switch (node.Kind)
        {
            case NodeKind.Null: writer.WriteNullValue(); break;
            case NodeKind.Boolean: writer.WriteBooleanValue(node.Text == "true"); break;
            case NodeKind.Number: writer.WriteRawValue(node.Text); break;
            case NodeKind.String: writer.WriteStringValue(node.Text); break;
            case NodeKind.List:
                writer.WriteStartArray();
                foreach (var item in node.Items) Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var (key, value) in node.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(value, writer);
                }

                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>Turns rising byte positions into line numbers.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;
        private int _line = 1;

        public int At(long position)
        {
            _line += _text[_position..(int)position].Count((byte)'\n');
            _position = (int)position;
            return _line;
        }
    }
}

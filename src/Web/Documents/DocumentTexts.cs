using System.Buffers;
using System.Text;
using System.Text.Json;
using OrleansAcl.Documents;

namespace OrleansAcl.Web.Documents;

/// <summary>Documents as people read and write them: YAML, which JSON is too.</summary>
internal static class DocumentTexts
{
    /// <summary>The name of the other form.</summary>
    public const string JsonFormat = "json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a document.</summary>
    public static string Write(Node document, bool json) => json ? WriteJson(document) : YamlWriter.Write(document);

    private static string WriteJson(Node document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented)) Json.Write(document, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan).ReplaceLineEndings("\n") + "\n";
    }
}

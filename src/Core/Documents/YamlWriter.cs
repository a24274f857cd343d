using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OrleansAcl.Documents;

/// <summary>Writes nodes as YAML for people, which <see cref="Yaml"/> reads as the same again: one entry a line, short lists of words on one.</summary>
public static class YamlWriter
{
    /// <summary>A list of plain values longer than this, in characters, has an item a line.</summary>
    private const int LongestLine = 80;

    private static readonly EmitterSettings Settings =
        EmitterSettings.Default.WithBestIndent(2).WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n");

    /// <summary>The text, which ends in a line feed.</summary>
    public static string Write(Node node)
    {
        using var text = new StringWriter();
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(node, emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(Node node, Emitter emitter)
    {
        switch (node.Kind)
        {
            case NodeKind.List:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, IsShort(node) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in node.Items) Write(item, emitter);
                emitter.Emit(new SequenceEnd());
                break;
            case NodeKind.Map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block));
                foreach (var (key, value) in node.Entries)
                {
                    emitter.Emit(Text(key));
                    Write(value, emitter);
                }

                emitter.Emit(new MappingEnd());
                break;
            case NodeKind.String:
                emitter.Emit(Text(node.Text));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, node.ScalarText ?? "null", ScalarStyle.Plain, true, false));
                break;
        }
    }

    private static bool IsShort(Node list) => list.Items.All(item => item.Kind is not (NodeKind.List or NodeKind.Map))
        && list.Items.Sum(item => item.Text.Length + 2) <= LongestLine;

    /// <summary>Text that would be read as something else stands in quotes; where else it must, the emitter knows.</summary>
    private static Scalar Text(string text)
    {
        var style = text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? ScalarStyle.DoubleQuoted
            : Yaml.IsNoText(text) ? ScalarStyle.SingleQuoted
            : ScalarStyle.Any;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, true, true);
    }
}

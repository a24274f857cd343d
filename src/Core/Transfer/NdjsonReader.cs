using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Transfer;

/// <summary>Reads an export as it comes in, line by line, and refuses one that was cut off.</summary>
public static class NdjsonReader
{
    /// <summary>The lines but for the last one, which says how many there are.</summary>
    /// <param name="stream">The export, in UTF-8.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> naming the line that is malformed or the end that is lacking, <see cref="ErrorCodes.LimitExceeded"/> for a line that is too long.
    /// </exception>
    public static async IAsyncEnumerable<Node> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var (lines, ended) = (0L, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var buffer = read.Buffer;
            while (TryTake(ref buffer, read.IsCompleted, out var bytes))
            {
                if (IsBlank(bytes)) continue;
                if (ended) throw new AclException(ErrorCodes.InvalidDocument, "something comes after the end of the export", At(lines + 2));
                var node = Read(bytes, lines + 1);
                ended = TransferWire.IsEnd(node, lines);
                if (!ended) yield return node;
                if (!ended) lines++;
            }

            if (buffer.Length > TransferWire.LineBytes) throw new AclException(ErrorCodes.LimitExceeded, $"a line is longer than {TransferWire.LineBytes} bytes", At(lines + 1));
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted) continue;
            if (!ended) throw TransferWire.CutOff($"it ends after {lines} lines without saying so");
            yield break;
        }
    }

    /// <summary>Where a line is, for messages.</summary>
    internal static string At(long line) => $"line {line}";

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, bool completed, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        if (!completed || buffer.IsEmpty) return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            foreach (var b in part.Span)
                if (b is not ((byte)' ' or (byte)'\r' or (byte)'\t')) return false;
        return true;
    }

    private static Node Read(in ReadOnlySequence<byte> line, long number)
    {
        try
        {
            var node = TransferWire.ReadLine(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
            _ = node.AsMap();
            return node;
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, At(number), e);
        }
    }
}

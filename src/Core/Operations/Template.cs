using OrleansAcl.Documents;

namespace OrleansAcl.Operations;

/// <summary>Text with places to fill, such as <c>object:/Users/{name}</c> or <c>{job.properties.image}</c>.</summary>
internal sealed class Template
{
    /// <summary>How long a filled template may be, in characters.</summary>
    private const int LongestFilled = 2 * AclLimits.IdBytes;

    private readonly (string Literal, string[]? Path)[] _parts;

    private Template(string text, (string, string[]?)[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>As its author wrote it.</summary>
    public string Text { get; }

    /// <summary>The names its places begin with.</summary>
    public IEnumerable<string> Names => _parts.Where(p => p.Path is not null).Select(p => p.Path![0]);

    /// <summary>Reads a template.</summary>
    /// <exception cref="AclException">When a brace is not closed or a place is empty.</exception>
    public static Template Parse(Node node) => Parse(node.AsName(), node);

    /// <summary>Reads a template that is part of a longer text.</summary>
    public static Template Parse(string text, Node place)
    {
        var parts = new List<(string, string[]?)>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add((text[at..], null));
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0) throw place.Invalid($"the brace in `{text}` is not closed");
            if (open > at) parts.Add((text[at..open], null));
            var path = text[(open + 1)..close].Split('.');
            if (path.Any(p => p.Length == 0)) throw place.Invalid($"`{text}` has an empty place");
            parts.Add(("", path));
            at = close + 1;
        }

        return new Template(text, [.. parts]);
    }

    /// <summary>The text with its places filled; null when one has no value.</summary>
    public string? Fill(Func<string[], string?> value)
    {
        if (_parts is [(var only, null)]) return only;
        var filled = new string?[_parts.Length];
        var length = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            if ((filled[i] = _parts[i].Path is { } path ? value(path) : _parts[i].Literal) is not { } part) return null;
            // BOUNDED: nothing longer can be an id, and a place may stand in a template many times.
            if ((length += part.Length) > LongestFilled)
                throw new AclException(ErrorCodes.LimitExceeded, $"`{References.Shown(Text)}` comes to more than {LongestFilled} characters");
        }

        return string.Concat(filled);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

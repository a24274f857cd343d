using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrleansAcl.Documents;

/// <summary>What a <see cref="Node"/> holds.</summary>
public enum NodeKind : byte
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number, kept as it was written.</summary>
    Number,

    /// <summary>Text.</summary>
    String,

    /// <summary>An ordered list.</summary>
    List,

    /// <summary>A mapping with distinct keys, in the order written.</summary>
    Map,
}

/// <summary>
/// One value of a YAML or JSON document, immutable once read, which knows where it stands: every complaint about it names the
/// field and, when read from text, the line. Documents, properties, contexts and arguments are all nodes.
/// </summary>
public sealed class Node
{
    private static readonly Dictionary<string, Node> NoEntries = [];

    private readonly string _text;
    private readonly Dictionary<string, Node> _map;
    private readonly IReadOnlyList<Node> _list;
    private Node? _parent;
    private string? _key;
    private int _index;

    private Node(NodeKind kind, string text, IReadOnlyList<Node>? list, Dictionary<string, Node>? map, int line)
    {
        Kind = kind;
        Line = line;
        _text = text;
        _list = list ?? [];
        _map = map ?? NoEntries;
    }

    /// <summary>What it holds.</summary>
    public NodeKind Kind { get; }

    /// <summary>The line it was read from, counted from 1; 0 when it was not read from text.</summary>
    public int Line { get; }

    /// <summary>The line its key was read from, counted from 1; 0 when it is no entry of a map read from YAML.</summary>
    public int KeyLine { get; internal set; }

    /// <summary>The items of a list; empty for anything else.</summary>
    public IReadOnlyList<Node> Items => _list;

    /// <summary>The entries of a map, in order; empty for anything else.</summary>
    public IReadOnlyDictionary<string, Node> Entries => _map;

    /// <summary>The text of a string or number, <c>true</c> or <c>false</c>; empty for anything else.</summary>
    public string Text => _text;

    /// <summary>The entry of that key, or null when it is missing or this is no map.</summary>
    public Node? this[string key] => _map.GetValueOrDefault(key);

    /// <summary>Where it stands in its document, for example <c>rules[0].effect</c>; empty at the root.</summary>
    public string Path
    {
        get
        {
            if (_parent is null) return "";
            var above = _parent.Path;
            if (_key is null) return $"{above}[{_index}]";
            return above.Length == 0 ? _key : $"{above}.{_key}";
        }
    }

    /// <summary>A null.</summary>
    public static Node Null(int line = 0) => new(NodeKind.Null, "", null, null, line);

    /// <summary>True or false.</summary>
    public static Node Of(bool value, int line = 0) => new(NodeKind.Boolean, value ? "true" : "false", null, null, line);

    /// <summary>Text.</summary>
    public static Node Of(string value, int line = 0) => new(NodeKind.String, value, null, null, line);

    /// <summary>An instant, in UTC.</summary>
    public static Node Of(DateTimeOffset value) => Of(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>A whole number.</summary>
    public static Node Of(long value) => Number(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number as written in JSON.</summary>
    public static Node Number(string text, int line = 0) => new(NodeKind.Number, text, null, null, line);

    /// <summary>A list.</summary>
    public static Node List(IEnumerable<Node> items, int line = 0)
    {
        var list = items.ToArray();
        var node = new Node(NodeKind.List, "", list, null, line);
        for (var i = 0; i < list.Length; i++) list[i].Under(node, null, i);
        return node;
    }

    /// <summary>A list of strings.</summary>
    public static Node List(IEnumerable<string> items) => List(items.Select(i => Of(i)));

    /// <summary>A map; keys must be distinct, entries that are null are left out.</summary>
    public static Node Map(params IEnumerable<(string Key, Node? Value)> entries) => Map(entries, 0);

    /// <summary>A map read from a line of text.</summary>
    internal static Node Map(IEnumerable<(string Key, Node? Value)> entries, int line)
    {
        var map = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            if (value is not null) map.Add(key, value);
        var node = new Node(NodeKind.Map, "", null, map, line);
        foreach (var (key, value) in map) value.Under(node, key, 0);
        return node;
    }

    private void Under(Node parent, string? key, int index)
    {
        _parent = parent;
        _key = key;
        _index = index;
    }

    /// <summary>The complaint that this node is malformed.</summary>
    public AclException Invalid(string expected) => Refused(ErrorCodes.InvalidDocument, expected);

    /// <summary>A complaint with another code, at this node's place.</summary>
    public AclException Refused(string code, string message) => new(code, message, Place);

    /// <summary>The path and the line, for messages; null when neither is known.</summary>
    public string? Place
    {
        get
        {
            var path = Path;
            return Line == 0 ? path.Length == 0 ? null : path : path.Length == 0 ? $"line {Line}" : $"{path} (line {Line})";
        }
    }

    /// <summary>Refuses anything that is not a map with these keys only; a key ending in <c>!</c> must be there.</summary>
    public Node RequireMap(params ReadOnlySpan<string> keys)
    {
        if (Kind != NodeKind.Map) throw Invalid($"expected a mapping, not {Described}");
        foreach (var (key, value) in _map)
        {
            var known = false;
            foreach (var candidate in keys)
                known |= candidate.AsSpan().TrimEnd('!').SequenceEqual(key);
            if (!known) throw value.Invalid($"unknown key `{References.Shown(key)}`; expected {KeyList(keys)}");
        }

        foreach (var key in keys)
            if (key[^1] == '!' && !_map.ContainsKey(key[..^1])) throw Invalid($"the key `{key[..^1]}` is missing");
        return this;
    }

    private static string KeyList(ReadOnlySpan<string> keys)
    {
        var names = new List<string>();
        foreach (var key in keys) names.Add($"`{key.TrimEnd('!')}`");
        return names.Count == 0 ? "no keys" : string.Join(", ", names);
    }

    /// <summary>The entry of that key; refuses a missing one.</summary>
    public Node Require(string key) => Kind == NodeKind.Map
        ? this[key] ?? throw Invalid($"the key `{key}` is missing")
        : throw Invalid($"expected a mapping, not {Described}");

    /// <summary>The text of a string; refuses anything else.</summary>
    public string AsString() => Kind == NodeKind.String ? _text : throw Invalid($"expected a string, not {Described}");

    /// <summary>The text of a string that is not empty.</summary>
    public string AsName()
    {
        var text = AsString();
        return text.Length > 0 ? text : throw Invalid("expected a string that is not empty");
    }

    /// <summary>True or false; refuses anything else.</summary>
    public bool AsBoolean() => Kind == NodeKind.Boolean ? _text == "true" : throw Invalid($"expected true or false, not {Described}");

    /// <summary>A whole number; refuses anything else.</summary>
    public long AsInteger() => Kind == NodeKind.Number && long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Invalid($"expected a whole number, not {Described}");

    /// <summary>The items of a list; refuses anything else.</summary>
    public IReadOnlyList<Node> AsList() => Kind == NodeKind.List ? _list : throw Invalid($"expected a list, not {Described}");

    /// <summary>The items of a list of strings; refuses anything else.</summary>
    public string[] AsStrings() => [.. AsList().Select(item => item.AsString())];

    /// <summary>The entries of a map; refuses anything else.</summary>
    public IReadOnlyDictionary<string, Node> AsMap() => Kind == NodeKind.Map ? _map : throw Invalid($"expected a mapping, not {Described}");

    /// <summary>An instant as <see cref="TryInstant"/> reads it; refuses anything else.</summary>
    public DateTimeOffset AsInstant() => TryInstant(AsString(), out var instant)
        ? instant
        : throw Invalid($"expected an instant such as 2026-01-01T09:00:00Z, not `{References.Shown(_text)}`");

    /// <summary>Reads an instant; one without an offset is UTC.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>The text of a scalar, or null for a null, list or map.</summary>
    public string? ScalarText => Kind is NodeKind.Boolean or NodeKind.Number or NodeKind.String ? _text : null;

    /// <summary>The value at a path of keys, or null.</summary>
    public Node? At(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var key in path)
        {
            if (!node._map.TryGetValue(key, out var next)) return null;
            node = next;
        }

        return node;
    }

    /// <summary>Entries of <paramref name="over"/> put over those of <paramref name="under"/>, key by key.</summary>
    [return: NotNullIfNotNull(nameof(over)), NotNullIfNotNull(nameof(under))]
    public static Node? Merge(Node? under, Node? over)
    {
        if (under is null || over is null) return over ?? under;
        var merged = new Dictionary<string, Node>(under._map, StringComparer.Ordinal);
        foreach (var (key, value) in over._map) merged[key] = value;
        return Map(merged.Select(e => (e.Key, (Node?)e.Value.Copy())));
    }

    /// <summary>The same value without a place of its own.</summary>
    public Node Copy() => Kind switch
    {
        NodeKind.List => List(_list.Select(i => i.Copy()), Line),
        NodeKind.Map => Map(_map.Select(e => (e.Key, (Node?)e.Value.Copy())), Line),
        _ => new Node(Kind, _text, null, null, Line),
    };

    /// <summary>Whether both hold the same value; numbers as written, maps in any order.</summary>
    public bool ValueEquals(Node? other)
    {
        if (other is null || other.Kind != Kind) return false;
        return Kind switch
        {
            NodeKind.List => _list.Count == other._list.Count && _list.Zip(other._list).All(p => p.First.ValueEquals(p.Second)),
            NodeKind.Map => _map.Count == other._map.Count && _map.All(e => e.Value.ValueEquals(other[e.Key])),
            _ => _text == other._text,
        };
    }

    /// <summary>The value as JSON.</summary>
    public override string ToString() => Json.Write(this);

    private string Described => Kind switch
    {
        NodeKind.Null => "null",
        NodeKind.Boolean => $"`{_text}`",
        NodeKind.Number => $"the number `{References.Shown(_text)}`",
        NodeKind.String => $"the string `{References.Shown(_text)}`",
        NodeKind.List => "a list",
        _ => "a mapping",
    };
}

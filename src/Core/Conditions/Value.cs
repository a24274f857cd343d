using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>A value while a condition is evaluated; the default is one that is lacking. Making one of a scalar fact allocates nothing.</summary>
internal readonly struct Value
{
    /// <summary>BOUNDED: the longest number, in characters; a longer one is <see cref="FactKind.Unfit"/>.</summary>
    private const int LongestNumber = 64;

    private readonly object? _object;
    private readonly long _bits;

    private Value(FactKind kind, long bits, object? value)
    {
        Kind = kind;
        _bits = bits;
        _object = value;
    }

    /// <summary>What it is.</summary>
    public FactKind Kind { get; }

    /// <summary>Whether it is lacking.</summary>
    public bool IsUnknown => Kind == FactKind.Unknown;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Kind is FactKind.Int or FactKind.Double;

    /// <summary>Of a bool.</summary>
    public bool Truth => _bits != 0;

    /// <summary>Of an int; of a timestamp its ticks in UTC, of a duration its ticks.</summary>
    public long Whole => _bits;

    /// <summary>Of a number.</summary>
    public double Real => Kind == FactKind.Double ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    /// <summary>Of a string.</summary>
    public string Text => (string)_object!;

    /// <summary>Of a map.</summary>
    public Node Map => (Node)_object!;

    /// <summary>Of a range of addresses.</summary>
    public AddressRange Range => (AddressRange)_object!;

    /// <summary>How many items a list has.</summary>
    public int Count => _object is Node node ? node.Items.Count : ((Value[])_object!).Length;

    /// <summary>An item of a list.</summary>
    public Value this[int index] => _object is Node node ? Of(node.Items[index]) : ((Value[])_object!)[index];

    public static Value Of(bool value) => new(FactKind.Bool, value ? 1 : 0, null);

    public static Value Of(long value) => new(FactKind.Int, value, null);

    public static Value Of(double value) => new(FactKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static Value Of(string? value) => value is null ? default : new Value(FactKind.String, 0, value);

    public static Value Of(Value[] items) => new(FactKind.List, 0, items);

    public static Value Of(AddressRange range) => new(FactKind.Range, 0, range);

    public static Value Timestamp(long ticks) => new(FactKind.Timestamp, ticks, null);

    public static Value Duration(long ticks) => new(FactKind.Duration, ticks, null);

    /// <summary>A fact; a null is lacking, like one that is not there.</summary>
    public static Value Of(Node? node) => node?.Kind switch
    {
        NodeKind.Boolean => Of(node.Text == "true"),
        NodeKind.Number => Number(node.Text),
        NodeKind.String => Of(node.Text),
        NodeKind.List => new Value(FactKind.List, 0, node),
        NodeKind.Map => new Value(FactKind.Map, 0, node),
        _ => default,
    };

    private static Value Number(string text)
    {
        if (text.Length > LongestNumber) return new Value(FactKind.Unfit, 0, null);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return Of(whole);
        var fits = text.AsSpan().ContainsAny('.', 'e', 'E') & double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real);
        return fits && double.IsFinite(real) ? Of(real) : new Value(FactKind.Unfit, 0, null);
    }
}

namespace OrleansAcl.Conditions;

/// <summary><c>timestamp(text)</c>, <c>duration(text)</c> and <c>cidr(text)</c>. Of a literal they are worked out when the condition is read.</summary>
internal sealed class ConversionTerm(FactKind kind, Term text, string path) : Term(new FactType(kind), path)
{
    /// <summary>What the text stands for; unknown when it is malformed.</summary>
    public static Value Convert(FactKind kind, string text) => kind switch
    {
        FactKind.Timestamp => Instants.Timestamp(text),
        FactKind.Duration => Instants.Duration(text),
        _ => AddressRange.TryParse(text, out var range) ? Value.Of(range) : default,
    };

    /// <summary>What the text must be, for messages.</summary>
    public static string Expected(FactKind kind) => kind switch
    {
        FactKind.Timestamp => "an instant such as `2026-01-01T09:00:00Z`",
        FactKind.Duration => "a span such as `1h30m`",
        _ => "a range such as `10.0.0.0/8`, without bits beyond its length",
    };

    protected override Value Work(ref Evaluation e)
    {
        var value = text.Evaluate(ref e, FactKind.String);
        if (value.IsUnknown) return default;
        var converted = Convert(kind, value.Text);
        return converted.IsUnknown ? e.Lack(text.Path, Expected(kind)) : converted;
    }
}

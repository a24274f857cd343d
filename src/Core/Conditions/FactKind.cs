namespace OrleansAcl.Conditions;

/// <summary>The kinds of values in conditions.</summary>
public enum FactKind : byte
{
    /// <summary>Of a type: any, and not known before it is looked at. Of a value: lacking.</summary>
    Unknown,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A whole number of 64 bits.</summary>
    Int,

    /// <summary>A number with a fraction, of 64 bits.</summary>
    Double,

    /// <summary>Text.</summary>
    String,

    /// <summary>An instant.</summary>
    Timestamp,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>An ordered list.</summary>
    List,

    /// <summary>A mapping from text to values.</summary>
    Map,

    /// <summary>A range of addresses.</summary>
    Range,

    /// <summary>A number that does not fit 64 bits; nothing takes it.</summary>
    Unfit,
}

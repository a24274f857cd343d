namespace OrleansAcl.Conditions;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>After the last one.</summary>
    End,

    /// <summary>A name or word.</summary>
    Name,

    /// <summary>A whole number, decimal or hexadecimal.</summary>
    Int,

    /// <summary>A number with a fraction or exponent.</summary>
    Double,

    /// <summary>Quoted text.</summary>
    String,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}

/// <summary>A word, literal or symbol of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a string, what it stands for.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    /// <summary>Whether it is this symbol or word.</summary>
    public bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Name && Text == text;
}

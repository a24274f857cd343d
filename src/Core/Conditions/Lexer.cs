namespace OrleansAcl.Conditions;

/// <summary>Takes a condition apart into tokens, one at a time.</summary>
internal struct Lexer(Source source)
{
    /// <summary>Longer ones first, as the first that fits is taken.</summary>
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", ",", "."];

    private int _at;

    /// <summary>The next token.</summary>
    public Token Next()
    {
        SkipSpace();
        var text = source.Text;
        if (_at == text.Length) return new Token(TokenKind.End, "", _at, _at);
        var c = text[_at];
        if (c is '"' or '\'') return String(_at, raw: false);
        if (c is 'r' or 'R' && _at + 1 < text.Length && text[_at + 1] is '"' or '\'') return String(_at + 1, raw: true);
        if (IsNamePart(c) && !char.IsAsciiDigit(c)) return Taken(TokenKind.Name, Run(_at, IsNamePart));
        if (char.IsAsciiDigit(c) || c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])) return Number();
        foreach (var symbol in Symbols)
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0) return Symbol(symbol);
        throw source.Invalid(_at, $"unexpected `{source.Written(_at, _at + 1)}`");
    }

    /// <summary>Spaces, line ends, and comments from <c>//</c> to the end of the line.</summary>
    private void SkipSpace()
    {
        var text = source.Text;
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
            else if (text.AsSpan(_at).StartsWith("//")) _at = text.IndexOf('\n', _at) is var line and >= 0 ? line : text.Length;
            else return;
        }
    }

    private Token Number()
    {
        var text = source.Text;
        if (text.AsSpan(_at).StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Ended(Taken(TokenKind.Int, Run(_at + 2, char.IsAsciiHexDigit)));
        var end = Run(_at, char.IsAsciiDigit);
        var kind = TokenKind.Int;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            kind = TokenKind.Double;
            end = Run(end + 1, char.IsAsciiDigit);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            kind = TokenKind.Double;
            var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = Run(digits, char.IsAsciiDigit);
            if (end == digits) throw source.Invalid(_at, "expected digits after the exponent");
        }

        return Ended(Taken(kind, end));
    }

    /// <summary>Refuses letters right after a number, such as a suffix.</summary>
    private readonly Token Ended(Token number) => _at < source.Text.Length && IsNamePart(source.Text[_at])
        ? throw source.Invalid(_at, $"unexpected `{source.Written(_at, _at + 1)}` after a number")
        : number;

    private Token String(int quote, bool raw)
    {
        var start = _at;
        var text = QuotedText.Read(source, quote, raw, out _at);
        return new Token(TokenKind.String, text, start, _at);
    }

    private Token Symbol(string symbol)
    {
        _at += symbol.Length;
        return new Token(TokenKind.Symbol, symbol, _at - symbol.Length, _at);
    }

    private Token Taken(TokenKind kind, int end)
    {
        var token = new Token(kind, source.Text[_at..end], _at, end);
        _at = end;
        return token;
    }

    private readonly int Run(int from, Func<char, bool> belongs)
    {
        while (from < source.Text.Length && belongs(source.Text[from])) from++;
        return from;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}

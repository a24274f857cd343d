namespace OrleansAcl.Conditions;

/// <summary>
/// Reads a condition by recursive descent, one method for each precedence; what is made of the parts is checked by <see cref="TermMaker"/>.
/// </summary>
internal sealed partial class Parser
{
    private readonly Source _source;
    private readonly TermMaker _make;
    private Lexer _lexer;
    private Token _token;
    private int _end;

    public Parser(Source source, FactTypes types)
    {
        _source = source;
        _make = new TermMaker(source, types);
        _lexer = new Lexer(source);
        _token = _lexer.Next();
    }

    /// <summary>Whether what was read so far asks for the time.</summary>
    public bool ReadsClock => _make.ReadsClock;

    /// <summary>The whole condition.</summary>
    public Term Read()
    {
        var root = Choice();
        if (_token.Kind != TokenKind.End) throw Unexpected("an operator or the end");
        return _make.Condition(root, 0, "the condition");
    }

    private Term Choice()
    {
        _source.Enter();
        var start = _token.Start;
        var term = Or();
        if (Take("?"))
        {
            var yes = Or();
            Expect(":");
            var no = Choice();
            term = _make.Choice(start, _end, term, yes, no);
        }

        _source.Leave();
        return term;
    }

    private Term Or() => Logic("||", static parser => parser.Logic("&&", static p => p.Relation()));

    /// <summary>Parts with the same operator between them.</summary>
    private Term Logic(string symbol, Func<Parser, Term> part)
    {
        var start = _token.Start;
        var first = part(this);
        if (!_token.Is(symbol)) return first;
        var parts = new List<Term> { _make.Condition(first, start, $"`{symbol}`") };
        while (Take(symbol))
        {
            var at = _token.Start;
            parts.Add(_make.Condition(part(this), at, $"`{symbol}`"));
        }

        return _make.Logic(start, _end, symbol, parts);
    }

    private Term Relation() => Binary(["==", "!=", "<", "<=", ">", ">=", "in"], static parser => parser.Sum());

    private Term Sum() => Binary(["+", "-"], static parser => parser.Product());

    private Term Product() => Binary(["*", "/", "%"], static parser => parser.Unary());

    private Term Binary(ReadOnlySpan<string> symbols, Func<Parser, Term> operand)
    {
        var start = _token.Start;
        var left = operand(this);
        while (TakeAny(symbols) is { } op)
        {
            var right = operand(this);
            left = op.Text == "in" ? _make.In(op.Start, start, _end, left, right) : _make.Binary(op, start, _end, left, right);
        }

        return left;
    }

    private Term Unary()
    {
        if (!_token.Is("!") && !_token.Is("-")) return Member();
        var op = Advance();
        if (op.Text == "-" && _token.Kind is TokenKind.Int or TokenKind.Double) return Members(op.Start, _make.Number(Advance(), negative: true));
        _source.Enter();
        var operand = Unary();
        _source.Leave();
        return op.Text == "!" ? _make.Not(op.Start, _end, operand) : _make.Negative(op.Start, _end, operand);
    }

    private Token Advance()
    {
        var token = _token;
        _end = token.End;
        _token = _lexer.Next();
        return token;
    }

    private bool Take(string symbol)
    {
        if (!_token.Is(symbol)) return false;
        Advance();
        return true;
    }

    private Token? TakeAny(ReadOnlySpan<string> symbols)
    {
        foreach (var symbol in symbols)
            if (_token.Is(symbol)) return Advance();
        return null;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol)) throw Unexpected($"`{symbol}`");
    }

    private string ExpectName(string what) => _token.Kind == TokenKind.Name ? Advance().Text : throw Unexpected(what);

    private AclException Unexpected(string expected) => _source.Invalid(
        _token.Start, $"expected {expected}, not {(_token.Kind == TokenKind.End ? "the end" : $"`{_source.Written(_token.Start, _token.End)}`")}");
}

namespace OrleansAcl.Conditions;

/// <summary>Literals, names, calls, and what follows them after a dot or in brackets.</summary>
internal sealed partial class Parser
{
    private Term Member()
    {
        var start = _token.Start;
        return Members(start, Primary());
    }

    private Term Members(int start, Term term)
    {
        while (true)
        {
            if (Take("[")) term = Index(start, term);
            else if (Take(".")) term = Selected(start, term);
            else return term;
        }
    }

    private Term Index(int start, Term of)
    {
        var at = _token.Start;
        var index = Choice();
        Expect("]");
        return _make.Index(at, start, _end, of, index);
    }

    private Term Selected(int start, Term of)
    {
        var at = _token.Start;
        var name = ExpectName("a name after `.`");
        if (!Take("(")) return _make.Field(at, of, name);
        if (name is "exists" or "all") return Quantifier(at, start, of, name);
        return _make.Method(name, at, start, Arguments(out var end), end, of);
    }

    private Term Quantifier(int at, int start, Term list, string name)
    {
        var place = _token.Start;
        var variable = ExpectName("the name of a variable");
        Expect(",");
        _make.Declare(place, variable, _make.List(list, at, name));
        var body = _token.Start;
        var condition = _make.Condition(Choice(), body, $"`{name}`");
        _make.Undeclare();
        Expect(")");
        return _make.Quantifier(start, _end, list, condition, name);
    }

    private List<(Term Term, int At)> Arguments(out int end, string closing = ")")
    {
        var arguments = new List<(Term, int)>();
        while (!Take(closing))
        {
            if (arguments.Count > 0) Expect(",");
            var at = _token.Start;
            arguments.Add((Choice(), at));
        }

        end = _end;
        return arguments;
    }

    private Term Primary()
    {
        switch (_token.Kind)
        {
            case TokenKind.Int or TokenKind.Double: return _make.Number(Advance(), negative: false);
            case TokenKind.String: return _make.Text(Advance());
            case TokenKind.Name: return Name();
        }

        var start = _token.Start;
        if (Take("["))
        {
            var items = Arguments(out var end, "]");
            return _make.ListOf(start, end, items);
        }

        if (!Take("(")) throw Unexpected("a value");
        var inner = Choice();
        Expect(")");
        return inner;
    }

    private Term Name()
    {
        var name = Advance();
        if (name.Is("true") || name.Is("false")) return _make.Truth(name);
        if (Take("(")) return _make.Function(name, Arguments(out var end), end);
        if (_make.Variable(name.Text) is { } variable) return variable;
        if (!FactTerm.IsBranching(name.Text)) return _make.Fact(name.Start, name.Text);
        if (!Take(".")) throw Unexpected($"`.` after `{name.Text}`, as in {_make.Listed(FactTerm.Under(name.Text))}");
        return _make.Fact(name.Start, $"{name.Text}.{ExpectName("a name after `.`")}");
    }
}

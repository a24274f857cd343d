namespace OrleansAcl.Conditions;

/// <summary>Makes the terms of a condition and refuses those whose types can never fit, naming the column and what was expected.</summary>
internal sealed partial class TermMaker(Source source, FactTypes types)
{
    private static readonly FactType Bool = new(FactKind.Bool);

    /// <summary>Whether anything that was made asks for the time.</summary>
    public bool ReadsClock { get; private set; }

    /// <summary>What stands where true or false must.</summary>
    public Term Condition(Term term, int at, string where) => Require(term, at, where, FactKind.Bool);

    /// <summary><c>||</c> or <c>&amp;&amp;</c>.</summary>
    public Term Logic(int start, int end, string symbol, List<Term> parts)
    {
        source.Count(parts.Count - 1);
        return new LogicTerm([.. parts], symbol == "||", source.Written(start, end));
    }

    /// <summary><c>!</c>.</summary>
    public Term Not(int start, int end, Term operand)
    {
        source.Count();
        return new NotTerm(Require(operand, start, "`!`", FactKind.Bool), source.Written(start, end));
    }

    /// <summary><c>-</c> before something other than a literal.</summary>
    public Term Negative(int start, int end, Term operand)
    {
        source.Count();
        Require(operand, start, "`-`", FactKind.Int, FactKind.Double);
        var zero = new Constant(Value.Of(0L), "0");
        return new ArithmeticTerm(Operator.Subtract, zero, operand, operand.Type, source.Written(start, end));
    }

    /// <summary><c>? :</c>.</summary>
    public Term Choice(int start, int end, Term condition, Term yes, Term no)
    {
        source.Count();
        Require(condition, start, "`?`", FactKind.Bool);
        if (yes.Type.IsKnown && no.Type.IsKnown && yes.Type.Kind != no.Type.Kind)
            throw source.Invalid(start, $"the two sides of `:` are of different types, {yes.Type} and {no.Type}");
        return new ChoiceTerm(condition, yes, no, yes.Type == no.Type ? yes.Type : default, source.Written(start, end));
    }

    /// <summary>Arithmetic and comparisons.</summary>
    public Term Binary(Token op, int start, int end, Term left, Term right)
    {
        source.Count();
        var what = Operators.Of(op.Text);
        var results = Operators.Results(what, left.Type.Kind, right.Type.Kind);
        if (results.Length == 0 || !ItemsCompare(left.Type, right.Type))
            throw source.Invalid(op.Start, $"`{op.Text}` does not take {left.Type} and {right.Type}");
        var path = source.Written(start, end);
        return what < Operator.Equal
            ? new ArithmeticTerm(what, left, right, new FactType(results.Length == 1 ? results[0] : FactKind.Unknown), path)
            : new ComparisonTerm(what, left, right, path);
    }

    /// <summary><c>in</c>.</summary>
    public Term In(int at, int start, int end, Term sought, Term among)
    {
        source.Count();
        Require(among, at, "`in`", FactKind.List, FactKind.Map);
        var items = among.Type.Kind == FactKind.Map ? FactKind.String : among.Type.Element;
        var fits = items == FactKind.Unknown || Operators.Results(Operator.Equal, sought.Type.Kind, items).Length > 0;
        if (!fits) throw source.Invalid(at, $"`in` does not take {sought.Type} and {among.Type}");
        return new InTerm(sought, among, source.Written(start, end));
    }

    /// <summary>Something that must be of one of some kinds, unless its type is not known before evaluation.</summary>
    private Term Require(Term term, int at, string where, params FactKind[] kinds)
    {
        if (!term.Type.IsKnown || kinds.Contains(term.Type.Kind)) return term;
        throw source.Invalid(at, $"{where} takes {string.Join(" or ", kinds.Select(FactType.Name))}, not {term.Type}");
    }

    private static bool ItemsCompare(FactType left, FactType right) => left.Element == FactKind.Unknown || right.Element == FactKind.Unknown
        || Operators.Result(Operator.Equal, left.Element, right.Element) != FactKind.Unknown;
}

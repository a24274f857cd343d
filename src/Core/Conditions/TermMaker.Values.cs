using System.Globalization;

namespace OrleansAcl.Conditions;

/// <summary>Literals, facts, variables, and the places under them.</summary>
internal sealed partial class TermMaker
{
    private static readonly string[] Words = ["true", "false", "null", "in"];
    private readonly List<(string Name, VariableTerm Term)> _variables = [];

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public Term Truth(Token token)
    {
        source.Count();
        return new Constant(Value.Of(token.Text == "true"), token.Text);
    }

    /// <summary>Quoted text.</summary>
    public Term Text(Token token)
    {
        source.Count();
        return new Constant(Value.Of(token.Text), source.Written(token.Start, token.End));
    }

    /// <summary>A number.</summary>
    public Term Number(Token token, bool negative)
    {
        source.Count();
        var value = token.Kind == TokenKind.Int ? Whole(token.Text, negative) : Real(token.Text, negative);
        if (value.IsUnknown) throw source.Invalid(token.Start, $"the number `{source.Written(token.Start, token.End)}` does not fit 64 bits");
        return new Constant(value, (negative ? "-" : "") + source.Written(token.Start, token.End));
    }

    /// <summary>A list; one of literals is made now.</summary>
    public Term ListOf(int start, int end, List<(Term Term, int At)> items)
    {
        source.Count();
        var kinds = items.Select(item => item.Term.Type.Kind).Distinct().ToArray();
        var type = new FactType(FactKind.List, kinds.Length == 1 ? kinds[0] : FactKind.Unknown);
        var path = source.Written(start, end);
        return items.TrueForAll(item => item.Term is Constant)
            ? new Constant(Value.Of([.. items.Select(item => ((Constant)item.Term).Value)]), type, path)
            : new ListTerm([.. items.Select(item => item.Term)], type, path);
    }

    /// <summary>One of the facts of every question.</summary>
    public Term Fact(int at, string name)
    {
        source.Count();
        if (FactTerm.Find(name) is { } fact)
        {
            ReadsClock |= fact.IsClock;
            return fact;
        }

        if (name == "null") throw source.Invalid(at, "there is no `null`; ask `has(..)` whether something is there");
        var root = name.Split('.')[0];
        var expected = root == name ? FactTerm.Roots.Concat(_variables.Select(v => v.Name)) : FactTerm.Under(root);
        throw source.Invalid(at, $"unknown name `{References.Shown(name)}`; expected {Listed(expected)}");
    }

    /// <summary>An entry of a map.</summary>
    public Term Field(int at, Term of, string key)
    {
        source.Count();
        Require(of, at, $"`.{References.Shown(key)}`", FactKind.Map);
        var type = default(FactType);
        var path = IsName(key) ? $"{of.Path}.{key}" : $"{of.Path}[\"{References.Shown(key)}\"]";
        if ((of as FactTerm)?.Declared(types) is { } declared && !declared.TryGetValue(key, out type))
            throw source.Invalid(at, $"`{path}` is not declared; expected {(declared.Count == 0 ? "no name" : Listed(declared.Keys))}");
        return new FieldTerm(of, key, type, path);
    }

    /// <summary>An item of a list or an entry of a map, in brackets.</summary>
    public Term Index(int at, int start, int end, Term of, Term index)
    {
        Require(of, start, "`[`", FactKind.List, FactKind.Map);
        if (of.Type.Kind == FactKind.List) Require(index, at, "`[` of a list", FactKind.Int);
        else if (of.Type.Kind == FactKind.Map) Require(index, at, "`[` of a map", FactKind.String);
        else Require(index, at, "`[`", FactKind.Int, FactKind.String);
        if (index is Constant { Value: { Kind: FactKind.String } key }) return Field(at, of, key.Text);
        source.Count();
        return new IndexTerm(of, index, new FactType(of.Type.Element), $"{of.Path}[{index.Path}]");
    }

    /// <summary>The variable of that name, or null.</summary>
    public Term? Variable(string name)
    {
        var found = _variables.Find(v => v.Name == name).Term;
        if (found is not null) source.Count();
        return found;
    }

    /// <summary>Begins the condition of an <c>exists</c> or <c>all</c>.</summary>
    public void Declare(int at, string name, Term list)
    {
        if (Words.Contains(name) || FactTerm.Roots.Contains(name) || _variables.Exists(v => v.Name == name))
            throw source.Invalid(at, $"the name `{References.Shown(name)}` is taken");
        if (_variables.Count == AclLimits.ConditionVariables)
            throw Source.Beyond($"has `exists` and `all` nested deeper than {AclLimits.ConditionVariables}");
        _variables.Add((name, new VariableTerm(_variables.Count, new FactType(list.Type.Element), $"{list.Path}[]")));
    }

    /// <summary>Ends it.</summary>
    public void Undeclare() => _variables.RemoveAt(_variables.Count - 1);

    /// <summary>Names for messages.</summary>
    public string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{References.Shown(name)}`"));

    private static Value Whole(string digits, bool negative)
    {
        var known = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? UInt128.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : UInt128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!known || value > (UInt128)long.MaxValue + (negative ? 1u : 0u)) return default;
        return Value.Of(unchecked(negative ? -(long)value : (long)value));
    }

    private static Value Real(string digits, bool negative)
    {
        var known = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        return known ? Value.Of(negative ? -value : value) : default;
    }

    private static bool IsName(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

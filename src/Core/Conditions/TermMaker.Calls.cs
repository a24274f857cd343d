using OrleansAcl.Selectors;

namespace OrleansAcl.Conditions;

/// <summary>Functions and methods.</summary>
internal sealed partial class TermMaker
{
    private const string Functions = "`has`, `size`, `timestamp`, `duration`, `cidr`";

    private const string Methods =
        "`size`, `startsWith`, `endsWith`, `contains`, `matches`, `exists`, `all`, `containsIP`, `getHours` and the other parts of a time";

    /// <summary>A function by name.</summary>
    public Term Function(Token name, List<(Term Term, int At)> arguments, int end)
    {
        source.Count();
        var path = source.Written(name.Start, end);
        switch (name.Text)
        {
            case "has": return Has(One(arguments, name.Start, "has"), path);
            case "size": return Size(One(arguments, name.Start, "size"), path);
            case "timestamp": return Conversion(FactKind.Timestamp, One(arguments, name.Start, "timestamp"), path);
            case "duration": return Conversion(FactKind.Duration, One(arguments, name.Start, "duration"), path);
            case "cidr": return Conversion(FactKind.Range, One(arguments, name.Start, "cidr"), path);
            default: throw source.Invalid(name.Start, $"unknown function `{References.Shown(name.Text)}`; expected one of {Functions}");
        }
    }

    /// <summary>A method of something by name.</summary>
    public Term Method(string name, int at, int start, List<(Term Term, int At)> arguments, int end, Term of)
    {
        source.Count();
        var path = source.Written(start, end);
        if (TimePartTerm.IsPart(name)) return TimePart(name, at, start, arguments, of, path);
        switch (name)
        {
            case "size":
                None(arguments, at, name);
                return Size((of, start), path);
            case "startsWith" or "endsWith" or "contains":
                var part = One(arguments, at, name);
                return new TextTerm(name, Text(of, start, name), Text(part.Term, part.At, name), path);
            case "matches":
                return Matches(Text(of, start, name), One(arguments, at, name), path);
            case "containsIP":
                var address = One(arguments, at, name);
                return new ContainsAddressTerm(Require(of, start, $"`{name}`", FactKind.Range), Text(address.Term, address.At, name), path);
            default:
                throw source.Invalid(at, $"unknown method `{References.Shown(name)}`; expected one of {Methods}");
        }
    }

    /// <summary>What <c>exists</c> or <c>all</c> goes through.</summary>
    public Term List(Term list, int at, string name) => Require(list, at, $"`{name}`", FactKind.List);

    /// <summary><c>exists</c> or <c>all</c>.</summary>
    public Term Quantifier(int start, int end, Term list, Term condition, string name)
    {
        source.Count();
        return new QuantifierTerm(list, _variables.Count, condition, name == "exists", source.Written(start, end));
    }

    private Term Text(Term term, int at, string name) => Require(term, at, $"`{name}`", FactKind.String);

    private Term Has((Term Term, int At) place, string path) => place.Term is PathTerm found and not IndexTerm
        ? new HasTerm(found, path)
        : throw source.Invalid(place.At, "`has` takes a place such as `context.ip`");

    private Term Size((Term Term, int At) operand, string path) =>
        new SizeTerm(Require(operand.Term, operand.At, "`size`", FactKind.String, FactKind.List, FactKind.Map), path);

    private Term Conversion(FactKind kind, (Term Term, int At) text, string path)
    {
        Text(text.Term, text.At, kind == FactKind.Range ? "cidr" : FactType.Name(kind));
        if (text.Term is not Constant { Value: var literal }) return new ConversionTerm(kind, text.Term, path);
        var value = ConversionTerm.Convert(kind, literal.Text);
        return value.IsUnknown ? throw source.Invalid(text.At, $"expected {ConversionTerm.Expected(kind)}") : new Constant(value, path);
    }

    private Term Matches(Term text, (Term Term, int At) pattern, string path)
    {
        if (pattern.Term is not Constant { Value: { Kind: FactKind.String } literal })
            throw source.Invalid(pattern.At, "`matches` takes a regular expression in quotes");
        if (literal.Text.Length > AclLimits.ConditionPatternCharacters)
            throw Source.Beyond($"has a regular expression longer than {AclLimits.ConditionPatternCharacters} characters");
        var regex = LinearRegex.TryCreate(literal.Text, whole: false, out var problem) ?? throw source.Invalid(pattern.At, problem);
        return new MatchesTerm(text, regex, LinearRegex.Weight(literal.Text), path);
    }

    private Term TimePart(string name, int at, int start, List<(Term Term, int At)> arguments, Term time, string path)
    {
        Require(time, start, $"`{name}`", TimePartTerm.IsOfSpans(name) ? [FactKind.Timestamp, FactKind.Duration] : [FactKind.Timestamp]);
        if (arguments.Count == 0) return new TimePartTerm(name, time, TimeZoneInfo.Utc, path);
        var zone = One(arguments, at, name);
        Require(time, start, $"`{name}` with a time zone", FactKind.Timestamp);
        return zone.Term is Constant { Value: { Kind: FactKind.String } literal } && TimeZones.TryFind(literal.Text, out var found)
            ? new TimePartTerm(name, time, found, path)
            : throw source.Invalid(zone.At, "expected a time zone in quotes, such as `Europe/Berlin` or `+02:00`");
    }

    private (Term Term, int At) One(List<(Term Term, int At)> arguments, int at, string name) =>
        arguments.Count == 1 ? arguments[0] : throw source.Invalid(at, $"`{name}` takes one argument, not {arguments.Count}");

    private void None(List<(Term Term, int At)> arguments, int at, string name)
    {
        if (arguments.Count > 0) throw source.Invalid(at, $"`{name}` takes no argument, not {arguments.Count}");
    }
}

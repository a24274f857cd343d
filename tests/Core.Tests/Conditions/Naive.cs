using System.Collections.Immutable;

namespace OrleansAcl.Tests.Conditions;

/// <summary>What the naive evaluator comes to: null is unknown, and then the needs say why. A need that is not for a lacking name is <c>*</c>.</summary>
internal sealed record Outcome(object? Value, ImmutableHashSet<string> Needs)
{
    public static Outcome Known(object value) => new(value, []);

    public static Outcome Lacking(string need) => new(null, [need]);

    /// <summary>A strict operator: unknown with all that its operands lack, or else what it makes of them; what it makes nothing of is a misfit.</summary>
    public static Outcome Strict(Outcome[] operands, Func<object[], object?> make)
    {
        if (operands.Any(o => o.Value is null)) return new Outcome(null, [.. operands.SelectMany(o => o.Needs)]);
        return make([.. operands.Select(o => o.Value!)]) is { } made ? Known(made) : Lacking("*");
    }

    /// <summary>One decisive operand decides; otherwise one that is unknown leaves it so.</summary>
    public static Outcome Logic(IEnumerable<Outcome> operands, bool decisive)
    {
        var all = operands.Select(AsBool).ToArray();
        if (all.Any(o => decisive.Equals(o.Value))) return Known(decisive);
        return all.Any(o => o.Value is null) ? new Outcome(null, [.. all.SelectMany(o => o.Needs)]) : Known(!decisive);
    }

    /// <summary>Anything but true or false is a misfit where a condition stands.</summary>
    public static Outcome AsBool(Outcome outcome) => outcome.Value is null or bool ? outcome : Lacking("*");
}

/// <summary>The facts of the naive evaluator, and the variables around what is evaluated.</summary>
internal sealed record World(IReadOnlyDictionary<string, object?> Context, ImmutableDictionary<string, object?> Variables);

/// <summary>A condition that is evaluated by its definition, written apart from the engine: no order, no cost, no types known before.</summary>
internal sealed record Naive(string Text, Func<World, Outcome> Ask)
{
    public static Naive Literal(string text, object value) => new(text, _ => Outcome.Known(value));

    public static Naive Fact(string name) =>
        new($"context.{name}", w => w.Context.GetValueOrDefault(name) is { } value ? Outcome.Known(value) : Outcome.Lacking($"context.{name}"));

    public static Naive Has(string name) => new($"has(context.{name})", w => Outcome.Known(w.Context.GetValueOrDefault(name) is not null));

    public static Naive Not(Naive of) => new($"!{of.Text}", w => Outcome.Strict([of.Ask(w)], v => v[0] is bool b ? !b : null));

    public static Naive Logic(string op, params Naive[] parts) =>
        new($"({string.Join($" {op} ", parts.Select(p => p.Text))})", w => Outcome.Logic(parts.Select(p => p.Ask(w)), op == "||"));

    public static Naive Choice(Naive condition, Naive yes, Naive no) => new($"({condition.Text} ? {yes.Text} : {no.Text})", w =>
    {
        var chosen = Outcome.AsBool(condition.Ask(w));
        return chosen.Value is bool b ? b ? yes.Ask(w) : no.Ask(w) : chosen;
    });

    public static Naive Binary(string op, Naive left, Naive right) =>
        new($"({left.Text} {op} {right.Text})", w => Outcome.Strict([left.Ask(w), right.Ask(w)], v => NaiveOperators.Apply(op, v[0], v[1])));

    public static Naive Size(Naive of) => new($"size({of.Text})", w => Outcome.Strict([of.Ask(w)], v => v[0] switch
    {
        string text => (long)text.EnumerateRunes().Count(),
        object?[] items => (long)items.Length,
        _ => null,
    }));

    public static Naive List(params Naive[] items) =>
        new($"[{string.Join(", ", items.Select(i => i.Text))}]", w => Outcome.Strict([.. items.Select(i => i.Ask(w))], values => values));

    public static Naive Variable(string name, string path) =>
        new(name, w => w.Variables[name] is { } value ? Outcome.Known(value) : Outcome.Lacking(path));

    public static Naive Quantifier(string name, Naive list, string variable, Naive body) => new($"{list.Text}.{name}({variable}, {body.Text})", w =>
    {
        var items = list.Ask(w);
        if (items.Value is null) return items;
        return items.Value is object?[] values
            ? Outcome.Logic(values.Select(v => body.Ask(w with { Variables = w.Variables.SetItem(variable, v) })), name == "exists")
            : Outcome.Lacking("*");
    });
}

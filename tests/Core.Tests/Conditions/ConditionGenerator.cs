using System.Globalization;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Random conditions with their naive meaning, over facts of which some are lacking or of another type.</summary>
internal sealed class ConditionGenerator(Random random)
{
    private readonly List<Naive> _variables = [];

    /// <summary>Something that should be true or false.</summary>
    public Naive Bool(int depth) => depth == 0
        ? random.Next(3) == 0 ? Truth(random.Next(2) == 0) : Naive.Fact($"b{random.Next(4)}")
        : random.Next(11) switch
        {
            0 => Naive.Not(Bool(depth - 1)),
            1 or 2 => Naive.Logic("&&", Several(depth)),
            3 or 4 => Naive.Logic("||", Several(depth)),
            5 => Naive.Choice(Bool(depth - 1), Bool(depth - 1), Bool(depth - 1)),
            6 => Naive.Binary(Pick("==", "!=", "<", "<=", ">", ">="), Int(depth - 1), Int(depth - 1)),
            7 => Naive.Binary(Pick("==", "!=", "<", ">="), Text(depth - 1), Text(depth - 1)),
            8 => Naive.Has(Pick("b0", "i1", "s2", "l0", "nothing")),
            9 => Naive.Binary("in", Int(depth - 1), List(depth - 1)),
            _ => Quantifier(depth),
        };

    private static Naive Truth(bool value) => Naive.Literal(value ? "true" : "false", value);

    private Naive[] Several(int depth) => [.. Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Bool(depth - 1))];

    private Naive Int(int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
            return random.Next(5) == 0 ? Naive.Size(Text(depth - 1)) : Naive.Binary(Pick("+", "-", "*", "/", "%"), Int(depth - 1), Int(depth - 1));
        if (_variables.Count > 0 && random.Next(2) == 0) return _variables[random.Next(_variables.Count)];
        if (random.Next(2) == 0) return Naive.Fact($"i{random.Next(4)}");
        var number = random.Next(20) == 0 ? long.MaxValue : random.Next(-3, 4);
        return Naive.Literal(number.ToString(CultureInfo.InvariantCulture), number);
    }

    private Naive Text(int depth)
    {
        if (depth > 0 && random.Next(3) == 0) return Naive.Binary("+", Text(depth - 1), Text(depth - 1));
        var text = Pick("", "a", "b", "ab", "😀");
        return random.Next(2) == 0 ? Naive.Fact($"s{random.Next(4)}") : Naive.Literal($"'{text}'", text);
    }

    private Naive List(int depth) => depth > 0 && random.Next(2) == 0
        ? Naive.List([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Int(depth - 1))])
        : Naive.Fact($"l{random.Next(3)}");

    private Naive Quantifier(int depth)
    {
        if (_variables.Count == 2) return Bool(depth - 1);
        var list = Naive.Fact($"l{random.Next(3)}");
        var variable = $"x{_variables.Count}";
        _variables.Add(Naive.Variable(variable, $"{list.Text}[]"));
        var body = Bool(depth - 1);
        _variables.RemoveAt(_variables.Count - 1);
        return Naive.Quantifier(Pick("exists", "all"), list, variable, body);
    }

    /// <summary>Facts for the names above, each lacking now and then; with misfits, some are of another type.</summary>
    public Dictionary<string, object?> Context(bool misfits)
    {
        var context = new Dictionary<string, object?>();
        for (var i = 0; i < 4; i++)
        {
            Put($"b{i}", () => random.Next(2) == 0);
            Put($"i{i}", () => random.Next(10) == 0 && misfits ? 1.5 : (object)(long)random.Next(-3, 4));
            Put($"s{i}", () => Pick("", "a", "ab", "😀"));
            Put($"l{i}", () => Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(8) == 0 ? null : (object)(long)random.Next(-3, 4)).ToArray());
        }

        return context;

        void Put(string name, Func<object> make)
        {
            if (random.Next(4) == 0) return;
            context[name] = misfits && random.Next(4) == 0 ? random.Next(3) switch { 0 => "ab", 1 => true, _ => 2L } : make();
        }
    }

    private string Pick(params ReadOnlySpan<string> among) => among[random.Next(among.Length)];
}

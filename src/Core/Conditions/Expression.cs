using System.Text;

namespace OrleansAcl.Conditions;

/// <summary>
/// A condition: an expression over the facts of a question that is true, false, or unknown for want of facts. It is checked when it is read,
/// always comes to an end, and looks at nothing but the facts. Immutable; any number of threads may evaluate it.
/// </summary>
public sealed class Expression
{
    private readonly Term _root;

    private Expression(string text, Term root, bool readsClock) => (Text, _root, ReadsClock) = (text, root, readsClock);

    /// <summary>What was written.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for the time; otherwise it says the same at every instant.</summary>
    internal bool ReadsClock { get; }

    /// <summary>Reads a condition and checks its types.</summary>
    /// <param name="text">In the language of docs/conditions.md.</param>
    /// <param name="types">What is declared of facts.</param>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> with the column and what was expected, or <see cref="ErrorCodes.LimitExceeded"/>; without a place.
    /// </exception>
    public static Expression Parse(string text, FactTypes types)
    {
        if (text.Length > AclLimits.ConditionCharacters)
            throw new AclException(ErrorCodes.LimitExceeded, $"the condition is longer than {AclLimits.ConditionCharacters} characters");
        var source = new Source(text);
        RequireUnicode(source);
        var parser = new Parser(source, types);
        return new Expression(text, parser.Read(), parser.ReadsClock);
    }

    /// <summary>Whether it holds. What is unknown adds to the needs, and nothing else does.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/> when it takes more than <see cref="AclLimits.ConditionSteps"/>.</exception>
    internal Verdict Evaluate(in Facts facts, ref Needs needs)
    {
        var evaluation = new Evaluation(facts, ref needs);
        return _root.Ask(ref evaluation);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Refuses half a pair of surrogates, which could not be stored.</summary>
    private static void RequireUnicode(Source source)
    {
        for (var at = 0; at < source.Text.Length;)
        {
            if (Rune.DecodeFromUtf16(source.Text.AsSpan(at), out _, out var length) != System.Buffers.OperationStatus.Done)
                throw source.Invalid(at, "half of a pair of surrogates");
            at += length;
        }
    }
}

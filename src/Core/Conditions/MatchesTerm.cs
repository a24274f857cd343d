using System.Text.RegularExpressions;

namespace OrleansAcl.Conditions;

/// <summary><c>text.matches("expression")</c>: whether it matches somewhere in the text.</summary>
/// <param name="text">The text.</param>
/// <param name="regex">In an engine that takes time linear in the text.</param>
/// <param name="weight">How large its automaton may be, which is what a character may cost.</param>
/// <param name="path">What was written.</param>
internal sealed class MatchesTerm(Term text, Regex regex, long weight, string path) : Term(new FactType(FactKind.Bool), path)
{
    /// <summary>States of the automaton that are looked at in one step.</summary>
    private const int WeightPerStep = 8;

    protected override Value Work(ref Evaluation e)
    {
        var value = text.Evaluate(ref e, FactKind.String);
        if (value.IsUnknown) return default;
        e.Spend(value.Text.Length * (1 + (weight / WeightPerStep)));
        return Value.Of(regex.IsMatch(value.Text));
    }
}

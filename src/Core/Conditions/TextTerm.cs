namespace OrleansAcl.Conditions;

/// <summary><c>startsWith</c>, <c>endsWith</c> and <c>contains</c>, by UTF-16 units.</summary>
internal sealed class TextTerm(string function, Term text, Term part, string path) : Term(new FactType(FactKind.Bool), path)
{
    /// <summary>Characters of text that are compared in one step; what is looked for inside may be compared at every place.</summary>
    private const int CharactersPerStep = 256;

    protected override Value Work(ref Evaluation e)
    {
        var whole = text.Evaluate(ref e, FactKind.String);
        var piece = part.Evaluate(ref e, FactKind.String);
        if (whole.IsUnknown || piece.IsUnknown) return default;
        e.Spend(function == "contains" ? (long)whole.Text.Length * (piece.Text.Length + 1) / CharactersPerStep : piece.Text.Length / CharactersPerStep);
        return Value.Of(function switch
        {
            "startsWith" => whole.Text.StartsWith(piece.Text, StringComparison.Ordinal),
            "endsWith" => whole.Text.EndsWith(piece.Text, StringComparison.Ordinal),
            _ => whole.Text.Contains(piece.Text, StringComparison.Ordinal),
        });
    }
}

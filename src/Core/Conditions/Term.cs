namespace OrleansAcl.Conditions;

/// <summary>
/// A part of a condition that has a value. What it comes to is unknown exactly when it has noted a need: every term passes on what its
/// operands lack, and forgets it where the answer does not hang on it.
/// </summary>
/// <param name="type">What it comes to, as far as that is known before evaluation.</param>
/// <param name="path">What it is called in needs: the path of a fact, or what was written.</param>
internal abstract class Term(FactType type, string path)
{
    /// <summary>What it comes to, as far as that is known before evaluation.</summary>
    public FactType Type { get; } = type;

    /// <summary>What it is called in needs.</summary>
    public string Path { get; } = path;

    /// <summary>Its value.</summary>
    public Value Evaluate(ref Evaluation e)
    {
        e.Spend(1);
        return Work(ref e);
    }

    /// <summary>Its value when it must be of a kind; of another kind it is noted, and unknown.</summary>
    public Value Evaluate(ref Evaluation e, FactKind kind)
    {
        var value = Evaluate(ref e);
        return value.Kind == kind || value.IsUnknown ? value : e.Lack(Path, FactType.Name(kind));
    }

    /// <summary>What it comes to as a condition; something that is neither true nor false is noted, and unknown.</summary>
    public Verdict Ask(ref Evaluation e)
    {
        var value = Evaluate(ref e, FactKind.Bool);
        return value.IsUnknown ? Verdict.Unknown : value.Truth ? Verdict.True : Verdict.False;
    }

    /// <summary>What makes its value.</summary>
    protected abstract Value Work(ref Evaluation e);
}

namespace OrleansAcl.Conditions;

/// <summary>The text of a condition while it is read: makes the complaints about it and counts what its limits are about.</summary>
internal sealed class Source(string text)
{
    private int _nodes;
    private int _depth;

    /// <summary>What was written.</summary>
    public string Text { get; } = text;

    /// <summary>The complaint about what begins at a place; its column is counted from 1.</summary>
    public AclException Invalid(int at, string message) => new(ErrorCodes.InvalidDocument, $"condition, column {at + 1}: {message}");

    /// <summary>The complaint that the condition is larger than a limit allows.</summary>
    public static AclException Beyond(string how) => new(ErrorCodes.LimitExceeded, $"the condition {how}");

    /// <summary>What was written between two places, as it may stand in a message.</summary>
    public string Written(int start, int end) => References.Shown(Text[start..end]);

    /// <summary>BOUNDED: one more name, literal or operator.</summary>
    public void Count(int nodes = 1)
    {
        if ((_nodes += nodes) > AclLimits.ConditionNodes)
            throw Beyond($"has more than {AclLimits.ConditionNodes} names, literals and operators");
    }

    /// <summary>BOUNDED: one level deeper, until <see cref="Leave"/>.</summary>
    public void Enter()
    {
        if (++_depth > AclLimits.ConditionDepth)
            throw Beyond($"is nested deeper than {AclLimits.ConditionDepth}");
    }

    /// <summary>One level up again.</summary>
    public void Leave() => _depth--;
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OrleansAcl.Conditions;

/// <summary>One evaluation of a condition: the facts, what was lacking, and what it may still cost. Lives on the stack.</summary>
internal ref struct Evaluation
{
    private readonly ref Needs _needs;
    private long _steps;
    private Variables _variables;

    public Evaluation(in Facts facts, ref Needs needs)
    {
        Facts = facts;
        _needs = ref needs;
    }

    /// <summary>What may be looked at.</summary>
    public readonly Facts Facts;

    /// <summary>The variables of the <c>exists</c> and <c>all</c> around what is evaluated, outermost first.</summary>
    [UnscopedRef]
    public ref Value this[int slot] => ref _variables[slot];

    /// <summary>BOUNDED: counts steps, and ends what takes too many; that is an error, never a verdict.</summary>
    public void Spend(long steps)
    {
        if ((_steps += steps) > AclLimits.ConditionSteps)
            throw new AclException(ErrorCodes.LimitExceeded, $"the condition takes more than {AclLimits.ConditionSteps} steps with these facts");
        _needs.Spend(steps);
    }

    /// <summary>Notes what is lacking, or of another type than was wanted; the value is then unknown.</summary>
    public readonly Value Lack(string path, string? wanted = null)
    {
        _needs.Add(path, wanted);
        return default;
    }

    /// <summary>What had been noted so far.</summary>
    public readonly (int Count, bool More) Mark => (_needs.Count, _needs.More);

    /// <summary>A value that is known in spite of what was noted since the mark, which is forgotten: what is known has no needs.</summary>
    public readonly Value Settle((int Count, bool More) mark, Value value)
    {
        _needs.Forget(mark.Count, mark.More);
        return value;
    }

    [InlineArray(AclLimits.ConditionVariables)]
    private struct Variables
    {
        private Value _first;
    }
}

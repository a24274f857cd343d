namespace OrleansAcl.Conditions;

/// <summary>
/// The distinct facts that were lacking, in the order they were asked for. One may serve several conditions; only those that come to
/// <see cref="Verdict.Unknown"/> leave something in it. It goes through all conditions of a decision, and so counts their steps too. Nothing is
/// allocated while nothing is lacking.
/// </summary>
internal struct Needs
{
    private List<Need>? _found;
    private long _steps;

    /// <summary>How many there are.</summary>
    public readonly int Count => _found?.Count ?? 0;

    /// <summary>Whether there were more than <see cref="AclLimits.ConditionNeeds"/>, the rest of which is not told.</summary>
    public bool More { get; private set; }

    /// <summary>All of them.</summary>
    public readonly IReadOnlyList<Need> All => _found?.ToArray() ?? [];

    /// <summary>All of them as they are told, with a word last that there are more where that is so.</summary>
    public readonly string[] Names => [.. All.Select(need => need.ToString()), .. More ? [Others] : Array.Empty<string>()];

    /// <summary>Told last where there were more than are told.</summary>
    public const string Others = "and others";

    /// <summary>BOUNDED: counts the steps of all conditions of one decision, as many as there may be of them.</summary>
    public void Spend(long steps)
    {
        if ((_steps += steps) > AclLimits.DecisionSteps)
            throw new AclException(ErrorCodes.LimitExceeded, $"the conditions of one decision take more than {AclLimits.DecisionSteps} steps with these facts");
    }

    /// <summary>Notes one that is not noted yet.</summary>
    public void Add(string path, string? wanted)
    {
        var need = new Need(path, wanted);
        _found ??= [];
        if (_found.Contains(need)) return;
        if (_found.Count == AclLimits.ConditionNeeds) More = true;
        else _found.Add(need);
    }

    /// <summary>Forgets what was noted since there were so many, because it made no difference.</summary>
    public void Forget(int count, bool more)
    {
        if (Count > count) _found!.RemoveRange(count, _found.Count - count);
        More = more;
    }
}

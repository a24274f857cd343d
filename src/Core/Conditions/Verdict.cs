namespace OrleansAcl.Conditions;

/// <summary>What a condition comes to.</summary>
public enum Verdict : byte
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It cannot be said for want of facts; <see cref="Need"/> tells which. Never taken for an allow.</summary>
    Unknown,
}

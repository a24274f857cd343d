namespace OrleansAcl.Ladders;

/// <summary>How opinions combine that may each be several: whatever any of the one and any of the other come to.</summary>
internal static class Opinions
{
    private const Opinion Said = Opinion.Allow | Opinion.Deny;

    /// <summary>Deny before allow before nothing.</summary>
    public static Opinion DenyOverrides(Opinion a, Opinion b) => Overrides(a, b, Opinion.Deny, Opinion.Allow);

    /// <summary>Allow before deny before nothing.</summary>
    public static Opinion PermitOverrides(Opinion a, Opinion b) => Overrides(a, b, Opinion.Allow, Opinion.Deny);

    /// <summary>The first one, and the other where the first may be nothing.</summary>
    public static Opinion FirstOf(Opinion first, Opinion other) =>
        (first & Opinion.None) == 0 ? first : (first & Said) | other;

    private static Opinion Overrides(Opinion a, Opinion b, Opinion strong, Opinion weak)
    {
        var result = (a | b) & strong;
        // The weak one comes out where it is on one side and not overruled on the other.
        if (((a & weak) != 0 && (b & ~strong) != 0) || ((b & weak) != 0 && (a & ~strong) != 0)) result |= weak;
        return result | (a & b & Opinion.None);
    }
}

namespace OrleansAcl.Grains;

/// <summary>When a grain's answer is given up, and which exceptions say that it could not be had.</summary>
public static class GrainFaults
{
    /// <summary>
    /// How long an answer is waited for that can be had in another way too: 3 s. A silo that is silent and not yet known to be dead holds a check up for no
    /// longer, unless its resource is busy: those go without a timer of their own. More would be waiting for nothing, less asking twice whenever the
    /// store is slow.
    /// </summary>
    public static readonly TimeSpan ReadPatience = TimeSpan.Parse(ReadPatienceText, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The same as attributes take it.</summary>
    internal const string ReadPatienceText = "00:00:03";

    /// <summary>Whether a call failed for the silo that it went to: gone, going, or silent. Orleans says in three ways that nobody answered.</summary>
    public static bool IsOfTheSilo(Exception e) => e is OrleansMessageRejectionException or TimeoutException or OperationCanceledException;
}

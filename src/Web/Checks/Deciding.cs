namespace OrleansAcl.Web.Checks;

/// <summary>Which rung of an explanation the answer is that of.</summary>
public static class Deciding
{
    /// <summary>The verdict of a rung that was not asked.</summary>
    public const string NotReached = "not reached";

    /// <summary>
    /// The rung that decided. Others may have said something too: one that lacked facts is passed over when the answer is the same without them, and below
    /// one that could not be passed over the ladder is told to its end.
    /// </summary>
    public static ExplanationNode? Of(Explanation explanation)
    {
        var ladder = explanation.Ladder;
        if (explanation.Needs.Count > 0) return ladder.FirstOrDefault(rung => rung.Verdict == "undecided");
        var verdict = explanation.Allowed ? "allow" : "deny";
        var named = explanation.Path.LastOrDefault(link => link.Kind == LinkKinds.Rung)?.Ref;
        return ladder.FirstOrDefault(rung => rung.Text == named && rung.Verdict != NotReached) ?? ladder.LastOrDefault(rung => rung.Verdict == verdict);
    }
}

namespace OrleansAcl.Ladders;

/// <summary>The first rung that has an opinion decides; no opinion anywhere is deny (FAIL-CLOSED).</summary>
internal static class Ladder
{
    private const string Active = "active";
    private static readonly Because Inactive = new("{0} is inactive");

    /// <summary>The answer.</summary>
    public static Decision Decide(in Question question)
    {
        // An inactive subject is denied before anything else, its own things and administrators included.
        if (!question.Subject.Active) return Decision.By(false, Active, Inactive, question.Subject.Label);
        return Decide(question.Type.Ladder, question);
    }

    /// <summary>The answer of some rungs only.</summary>
    public static Decision Decide(ReadOnlySpan<Rung> rungs, in Question question)
    {
        foreach (var rung in rungs)
        {
            if (!rung.SpeaksOf(question)) continue;
            var opinion = rung.Ask(question, out var because, out var via);
            if (opinion != Opinion.None) return Decision.By(opinion == Opinion.Allow, rung.Name, because!, via);
        }

        return Decision.Default;
    }

    /// <summary>The answer with every rung told: what it looked at, what it said, or that it was not reached.</summary>
    public static Explanation Explain(in Question question)
    {
        var decision = Decide(question);
        var nodes = new List<ExplanationNode>();
        var decided = false;
        if (!question.Subject.Active)
        {
            nodes.Add(new ExplanationNode(Active, "deny", [ExplanationNode.Detail(decision.Reason)]));
            decided = true;
        }

        foreach (var rung in question.Type.Ladder)
        {
            if (decided)
            {
                nodes.Add(new ExplanationNode(rung.Name, "not reached", []));
                continue;
            }

            nodes.Add(Explain(rung, question, out decided));
        }

        if (!decided) nodes.Add(new ExplanationNode("default", "deny", [ExplanationNode.Detail("no rung had an opinion, so the answer is deny")]));
        return new Explanation(decision.Allowed, decision.Reason, nodes);
    }

    private static ExplanationNode Explain(Rung rung, in Question question, out bool decided)
    {
        decided = false;
        if (!rung.SpeaksOf(question))
            return new ExplanationNode(rung.Name, "no opinion", [ExplanationNode.Detail($"does not speak of `{question.Action}`")]);
        var opinion = rung.Ask(question, out var because, out var via);
        decided = opinion != Opinion.None;
        var reason = decided ? because!.Describe(via) : null;
        var details = rung.Looked(question).Where(line => line != reason).Prepend(reason).OfType<string>().Select(ExplanationNode.Detail);
        return new ExplanationNode(rung.Name, opinion switch { Opinion.Allow => "allow", Opinion.Deny => "deny", _ => "no opinion" }, [.. details]);
    }
}

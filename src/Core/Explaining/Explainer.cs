using OrleansAcl.Ladders;

namespace OrleansAcl.Explaining;

/// <summary>Tells how a question is decided: by asking the ladder, and then each rung again for what it looked at.</summary>
internal static class Explainer
{
    /// <summary>The answer with every rung told: what it looked at, what it said, or that it was not reached.</summary>
    /// <param name="question">The question.</param>
    /// <param name="now">The time of the check, which memberships are told by.</param>
    public static Explanation Explain(in Question question, DateTimeOffset now)
    {
        var decision = Ladder.Decide(question);
        var nodes = new List<ExplanationNode>();
        var decided = !question.Subject.Active;
        if (decided) nodes.Add(new ExplanationNode(Ladder.Active, "deny", [ExplanationNode.Detail(decision.Reason)]));
        foreach (var rung in question.Type.Ladder)
            nodes.Add(decided ? new ExplanationNode(rung.Name, "not reached", []) : Tell(rung, question, out decided));
        if (!decided)
        {
            var lapsed = Lapsed.Lines(question.Tenant, question.Version, now, question.Subject).Select(ExplanationNode.Detail);
            nodes.Add(new ExplanationNode("default", "deny", [ExplanationNode.Detail("no rung had an opinion, so the answer is deny"), .. lapsed]));
        }

        return new Explanation(decision.Allowed, decision.Reason, nodes) { Needs = decision.Needs, Path = Path(question, decision, now) };
    }

    private static ExplanationNode Tell(Rung rung, in Question question, out bool decided)
    {
        decided = false;
        if (!rung.SpeaksOf(question))
            return new ExplanationNode(rung.Name, "no opinion", [ExplanationNode.Detail($"does not speak of `{question.Action}`")]);
        var grounds = default(Grounds);
        var opinion = rung.Ask(question, ref grounds);
        decided = (opinion & Opinion.None) == 0;
        var reason = opinion is Opinion.Allow or Opinion.Deny ? grounds.Because!.Describe(grounds.Via)
            : opinion is Opinion.None ? Shortfall.Of(rung.When, question) is { } why ? $"speaks only under a condition: {why}" : null
            : $"needs {string.Join(", ", grounds.Needs.Names)}";
        var details = rung.Looked(question).Where(line => line.Text != reason);
        return new ExplanationNode(rung.Name, Said(opinion), [.. reason is null ? [] : new[] { ExplanationNode.Detail(reason) }, .. details]);
    }

    /// <summary>How the answer follows; nothing where no rung decided, or facts are lacking.</summary>
    private static IReadOnlyList<ExplanationLink> Path(in Question question, in Decision decision, DateTimeOffset now)
    {
        var trail = new Trail(question.Tenant, question.Version, now, question.Subject);
        if (decision.Undecided) return [];
        if (!question.Subject.Active) trail.Add(LinkKinds.Flag, null, decision.Reason);
        else if (Find(question, decision.Rung) is { } rung) Prove(rung, question, decision, trail);
        else return [];
        trail.Add(LinkKinds.Rung, decision.Rung, $"{(decision.Allowed ? "allow" : "deny")} by `{decision.Rung}`");
        return trail.Links;
    }

    private static Rung? Find(in Question question, string name)
    {
        foreach (var rung in question.Type.Ladder)
            if (rung.Name == name) return rung;
        return null;
    }

    private static void Prove(Rung rung, in Question question, in Decision decision, Trail trail)
    {
        var grounds = default(Grounds);
        var opinion = rung.Ask(question, ref grounds);
        // What is sure only because the rungs above come to the same has no one statement it rests on.
        if (opinion is Opinion.Allow or Opinion.Deny) rung.Prove(question, opinion, grounds, trail);
        else trail.Add(LinkKinds.Rule, null, decision.Reason);
        if (rung.When is { } when) trail.Add(LinkKinds.Condition, null, $"`{when.Text}` holds");
    }

    private static string Said(Opinion opinion) => opinion switch
    {
        Opinion.Allow => "allow",
        Opinion.Deny => "deny",
        Opinion.None => "no opinion",
        _ => "undecided",
    };
}

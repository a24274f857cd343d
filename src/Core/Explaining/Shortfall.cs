using OrleansAcl.Conditions;
using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>Why something that was given does not count for a question, in words; null when it does.</summary>
internal static class Shortfall
{
    /// <summary>Which of the terms is not met.</summary>
    public static string? Of(Terms? terms, in Question question) =>
        terms is null ? null : Of(terms, question.Now) ?? Of(terms.When, question);

    /// <summary>Whether it has not begun yet, or is over.</summary>
    public static string? Of(Terms terms, DateTimeOffset now) =>
        now < terms.From ? $"not before {Instant(terms.From.Value)}" : now >= terms.Until ? $"ended {Instant(terms.Until.Value)}" : null;

    /// <summary>Whether a condition does not hold, or for want of which facts that is not known.</summary>
    public static string? Of(Expression? when, in Question question)
    {
        var needs = default(Needs);
        return when?.Evaluate(question.Facts, ref needs) switch
        {
            Verdict.False => $"`{when.Text}` does not hold",
            Verdict.Unknown => $"`{when.Text}` needs {string.Join(", ", needs.Names)}",
            _ => null,
        };
    }

    /// <summary>Why a role or policy does not count; what it is bound under matters only where a statement of it matches.</summary>
    public static string? Of(AttachedSet set, Statement? match, in Question question)
    {
        if (set.Namespace is not null && set.Namespace != question.Namespace) return $"only in namespace `{set.Namespace}`";
        foreach (var condition in set.Conditions)
            if (!condition.Holds(question.Now, question.Context)) return condition is TimeWindow window ? $"only {window}" : "a condition of it does not hold";
        return match is null ? null : Of(set.When, question);
    }

    /// <summary>An instant as people write it.</summary>
    public static string Instant(DateTimeOffset at) => Node.Of(at).Text;
}

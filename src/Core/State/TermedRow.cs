using OrleansAcl.Conditions;
using OrleansAcl.Ladders;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>What one entry says: bits named, bits by the word for all, and when it counts.</summary>
internal readonly record struct TermedEntry(Effect Effect, ulong Named, ulong All, Terms? Terms);

/// <summary>What a list with entries under terms says of one subject; which of them count is looked at when a check is made.</summary>
/// <param name="subject">Whom it speaks of.</param>
/// <param name="subjectId">His number.</param>
/// <param name="entries">The entries that name him.</param>
/// <param name="namedFirst">Whether an action named goes before the word for all.</param>
internal sealed class TermedRow(SubjectRef subject, int subjectId, TermedEntry[] entries, bool namedFirst)
{
    /// <summary>His number.</summary>
    public int SubjectId => subjectId;

    /// <summary>Whether the row speaks of a user.</summary>
    public bool IsUser => subject.Type == SubjectRef.User;

    /// <summary>That the row decided.</summary>
    public AccessReason Reason { get; } = new(subject);

    /// <summary>What it says of the action: one of the three, or all it may say.</summary>
    public Opinion Ask(in Question question, ref Needs needs)
    {
        var (named, all) = (Opinion.None, Opinion.None);
        foreach (var entry in entries)
        {
            var isNamed = (entry.Named & question.Bit) != 0;
            if (!isNamed && (entry.All & question.Bit) == 0) continue;
            var counts = entry.Terms?.Test(question, ref needs) ?? Verdict.True;
            if (counts == Verdict.False) continue;
            var opinion = entry.Effect == Effect.Allow ? Opinion.Allow : Opinion.Deny;
            if (counts == Verdict.Unknown) opinion |= Opinion.None;
            ref var said = ref isNamed ? ref named : ref all;
            said = Opinions.DenyOverrides(said, opinion);
        }

        return namedFirst ? Opinions.FirstOf(named, all) : Opinions.DenyOverrides(named, all);
    }
}

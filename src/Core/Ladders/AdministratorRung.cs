using OrleansAcl.Conditions;
using OrleansAcl.Explaining;
using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>
/// Allows whoever carries the administrator flag, is in a named group, or has a named role; nothing can take it away. Limited to some
/// actions it is a standing right of a group.
/// </summary>
/// <param name="flag">Whether the flag counts.</param>
/// <param name="groups">Groups that count, nested membership included.</param>
/// <param name="roles">Roles that count, whether anybody stored them or not.</param>
internal sealed class AdministratorRung(bool flag, string[] groups, string[] roles) : Rung
{
    private static readonly IReason ByFlag = new Because("the administrator (admin) flag of {0}");
    private static readonly IReason ByGroup = new Because("membership of group:{0}");
    private static readonly IReason ByRole = new Because("the role `{0}`");

    /// <summary>Whether the flag counts.</summary>
    public bool Flag => flag;

    /// <summary>The groups that count.</summary>
    public IReadOnlyList<string> Groups => groups;

    /// <summary>The roles that count.</summary>
    public IReadOnlyList<string> Roles => roles;

    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        var subject = question.Subject;
        if (flag && subject.Admin) return grounds.Rest(Opinion.Allow, ByFlag, subject.Label);
        foreach (var group in groups)
            if (IsIn(subject.Groups, group)) return grounds.Rest(Opinion.Allow, ByGroup, group);
        return roles.Length == 0 ? Opinion.None : ByRoles(question, ref grounds);
    }

    private Opinion ByRoles(in Question question, ref Grounds grounds)
    {
        foreach (var role in roles)
            if (question.Subject.RoleNames.Contains(role)) return grounds.Rest(Opinion.Allow, ByRole, role);
        var opinion = Opinion.None;
        foreach (var (role, when) in question.Subject.ConditionalRoles)
        {
            if (!roles.AsSpan().Contains(role)) continue;
            var verdict = when.Evaluate(question.Facts, ref grounds.Needs);
            if (verdict == Verdict.True) return grounds.Rest(Opinion.Allow, ByRole, role);
            if (verdict == Verdict.Unknown) opinion |= Opinion.Allow;
        }

        return opinion;
    }

    /// <inheritdoc/>
    public override void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail)
    {
        if (ReferenceEquals(grounds.Because, ByGroup)) trail.Membership(new SubjectRef(SubjectRef.Group, (string)grounds.Via!));
        if (ReferenceEquals(grounds.Because, ByRole)) trail.Role((string)grounds.Via!);
        trail.Add(LinkKinds.Flag, null, grounds.Because!.Describe(grounds.Via));
    }

    private static bool IsIn(IReadOnlyList<SubjectRef> groups, string name)
    {
        for (var i = 0; i < groups.Count; i++)
            if (groups[i].Id == name) return true;
        return false;
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        var subject = candidates.Subject;
        if ((flag && subject.Admin) || groups.Any(g => IsIn(subject.Groups, g)) || roles.Any(MayHold)) candidates.All();

        bool MayHold(string role) => subject.RoleNames.Contains(role) || subject.ConditionalRoles.Any(conditional => conditional.Role == role);
    }
}

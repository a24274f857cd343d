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

    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        var subject = question.Subject;
        if (flag && subject.Admin)
        {
            (because, via) = (ByFlag, subject.Label);
            return Opinion.Allow;
        }

        foreach (var group in groups)
        {
            if (!IsIn(subject.Groups, group)) continue;
            (because, via) = (ByGroup, group);
            return Opinion.Allow;
        }

        foreach (var role in roles)
        {
            if (!subject.RoleNames.Contains(role)) continue;
            (because, via) = (ByRole, role);
            return Opinion.Allow;
        }

        return Opinion.None;
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
        if ((flag && subject.Admin) || groups.Any(g => IsIn(subject.Groups, g)) || roles.Any(subject.RoleNames.Contains)) candidates.All();
    }
}

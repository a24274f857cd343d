using OrleansAcl.Policies;

namespace OrleansAcl.Requests;

/// <summary>By what rights on single resources are given in a model.</summary>
public sealed record SharingInfo
{
    /// <summary>How its access lists are read; null where resources take none.</summary>
    public ListRules? Lists { get; init; }

    /// <summary>The levels it grants on resources; null where it grants none.</summary>
    public GrantedLevels? Levels { get; init; }

    /// <summary>Per kind of permission set, <c>role</c> or <c>policy</c>, the subject types it may be bound to.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Binds { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>How access lists are read.</summary>
/// <param name="All">The word that stands for every action of a type.</param>
/// <param name="NamedFirst">Whether within one subject an action named goes before that word.</param>
/// <param name="Complete">Whether people fill a list in as a form, in which an empty box denies.</param>
public sealed record ListRules(string All, bool NamedFirst, bool Complete)
{
    /// <summary>What entries of one subject under the same terms say of an action together; null when they do not speak of it.</summary>
    /// <param name="allow">The actions they allow.</param>
    /// <param name="deny">The actions they deny.</param>
    /// <param name="action">The action.</param>
    public Effect? Says(IReadOnlyCollection<string> allow, IReadOnlyCollection<string> deny, string action)
    {
        var (allowed, denied) = (allow.Contains(action), deny.Contains(action));
        if (!NamedFirst || (!allowed && !denied)) (allowed, denied) = (allowed || allow.Contains(All), denied || deny.Contains(All));
        return denied ? Effect.Deny : allowed ? Effect.Allow : null;
    }
}

/// <summary>Levels that are granted on resources.</summary>
/// <param name="Order">All of them, lowest first; the lowest allows nothing.</param>
/// <param name="Grantable">Those that people may give.</param>
/// <param name="Default">The one given when none is named.</param>
/// <param name="RoleType">The type whose resources are the roles.</param>
public sealed record GrantedLevels(IReadOnlyList<string> Order, IReadOnlyList<string> Grantable, string Default, string RoleType);

/// <summary>Who may do everything with resources of a type, by the rungs that say so.</summary>
/// <param name="Flag">Whether users stored as administrators are among them.</param>
/// <param name="Groups">The groups whose members are.</param>
/// <param name="Roles">The roles whose holders are.</param>
public sealed record AdministratorInfo(bool Flag, IReadOnlyList<string> Groups, IReadOnlyList<string> Roles)
{
    /// <summary>Nobody is.</summary>
    public static AdministratorInfo None { get; } = new(false, [], []);

    /// <summary>Whether there may be any.</summary>
    public bool IsAny => Flag || Groups.Count > 0 || Roles.Count > 0;
}

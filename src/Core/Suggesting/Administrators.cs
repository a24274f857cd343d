using OrleansAcl.Ladders;

namespace OrleansAcl.Suggesting;

/// <summary>Who is an administrator, by whatever the model's ladders say of it.</summary>
internal static class Administrators
{
    private const string System = "system";

    /// <summary>Whether the subject of a question is one, where it is asked or of the tenant as a whole.</summary>
    public static bool IsOne(in Question question) =>
        IsOne(question, question.Type.Ladder) || (question.Tenant.Model.TypesByName.GetValueOrDefault(System) is { } system && IsOne(question, system.Ladder));

    private static bool IsOne(in Question question, Rung[] ladder)
    {
        foreach (var rung in ladder)
        {
            var grounds = default(Grounds);
            if (rung is AdministratorRung && (rung.Ask(question, ref grounds) & Opinion.Allow) != 0) return true;
        }

        return false;
    }
}

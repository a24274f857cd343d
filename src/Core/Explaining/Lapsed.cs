using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>What a subject would have but for the time: memberships and bindings that have not begun, or are over.</summary>
internal static class Lapsed
{
    /// <summary>One line each, of the subject and of all it is in.</summary>
    public static IEnumerable<string> Lines(TenantState tenant, long version, DateTimeOffset now, Closure subject)
    {
        foreach (var holder in subject.Groups.Prepend(subject.Self))
        {
            if (tenant.FindPrincipal(holder)?.At(version) is not { } state) continue;
            foreach (var membership in state.MemberOf)
            {
                if (IsReplaced(subject, holder, "groups") || !tenant.IsAlive(membership.Group, membership.Generation, version)) continue;
                if (Told(membership.Terms, now) is { } told) yield return $"{holder} in {membership.Group}: {told}";
            }

            foreach (var binding in state.Bindings)
            {
                if (IsReplaced(subject, holder, "roles") || (tenant.FindSet(binding.Set)?.At(version).Generation ?? 0) != binding.Generation) continue;
                if (Told(binding.Terms, now) is { } told) yield return $"{binding.Set} of {holder}: {told}";
            }

            foreach (var grant in state.Temporary)
                if (Told(grant.Terms, now) is { } told) yield return $"{tenant.Model.Levels?.Order[grant.Level]} of {holder} on {grant.Resource}: {told}";
        }
    }

    private static bool IsReplaced(Closure subject, SubjectRef holder, string key) => holder == subject.Self && subject.Sent?[key] is not null;

    private static string? Told(Terms? terms, DateTimeOffset now) => terms is null ? null : Shortfall.Of(terms, now);
}

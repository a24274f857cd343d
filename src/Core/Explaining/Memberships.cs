using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>How a subject comes to be in what its closure says it is in, and what is bound there: looked up again, with the terms.</summary>
internal static class Memberships
{
    /// <summary>The shortest way up from the subject to a group, each step a membership that counts; empty for the subject itself.</summary>
    public static IReadOnlyList<(SubjectRef Member, SubjectRef Group, Terms? Terms)> Way(
        TenantState tenant, long version, DateTimeOffset now, Closure subject, SubjectRef group)
    {
        if (group == subject.Self) return [];
        var cameFrom = new Dictionary<SubjectRef, (SubjectRef Member, Terms? Terms)>();
        var open = new Queue<SubjectRef>([subject.Self]);
        while (open.TryDequeue(out var member) && !cameFrom.ContainsKey(group))
        {
            foreach (var (above, terms) in DirectlyIn(tenant, version, now, subject, member))
                if (above != subject.Self && cameFrom.TryAdd(above, (member, terms))) open.Enqueue(above);
        }

        var way = new List<(SubjectRef Member, SubjectRef Group, Terms? Terms)>();
        for (var at = group; cameFrom.TryGetValue(at, out var from); at = from.Member) way.Insert(0, (from.Member, at, from.Terms));
        return way;
    }

    /// <summary>What is bound to a subject and counts now; what a token says instead of it is not among it.</summary>
    public static IEnumerable<Binding> Bindings(TenantState tenant, long version, DateTimeOffset now, Closure subject, SubjectRef holder)
    {
        if (holder == subject.Self && subject.Sent?["roles"] is not null) return [];
        return (tenant.FindPrincipal(holder)?.At(version).Bindings ?? []).Where(b =>
            b.Terms?.AreOpenAt(now) != false && (tenant.FindSet(b.Set)?.At(version).Generation ?? 0) == b.Generation);
    }

    private static IEnumerable<(SubjectRef Group, Terms? Terms)> DirectlyIn(
        TenantState tenant, long version, DateTimeOffset now, Closure subject, SubjectRef member)
    {
        if (member == subject.Self && subject.Sent?["groups"] is { } sent) return sent.AsStrings().Select(g => (new SubjectRef(SubjectRef.Group, g), (Terms?)null));
        return (tenant.FindPrincipal(member)?.At(version).MemberOf ?? [])
            .Where(m => m.Terms?.AreOpenAt(now) != false && tenant.IsAlive(m.Group, m.Generation, version)).Select(m => (m.Group, m.Terms));
    }
}

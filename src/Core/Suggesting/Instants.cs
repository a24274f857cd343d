using OrleansAcl.Explaining;
using OrleansAcl.Ladders;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>When something given to the subject will begin or end: the only instants at which time alone may change the answer, but for conditions.</summary>
internal static class Instants
{
    /// <summary>Those after now, rising.</summary>
    public static List<DateTimeOffset> Of(TenantView view, in Question question)
    {
        var (tenant, version, subject) = (view.Tenant, view.Version, question.Subject);
        var terms = new List<Terms?>();
        foreach (var (_, list) in EntryLines.Lists(question, inherited: true))
            terms.AddRange(list.Entries.Where(e => subject.Holds(e.Subject)).Select(e => e.Terms));
        foreach (var holder in subject.Groups.Prepend(subject.Self))
        {
            if (tenant.FindPrincipal(holder)?.At(version) is not { } state) continue;
            terms.AddRange(state.MemberOf.Select(m => m.Terms).Concat(state.Bindings.Select(b => b.Terms)).Concat(state.Temporary.Select(g => g.Terms)));
        }

        terms.AddRange(subject.Sets.SelectMany(s => s.Conditions).OfType<TimeWindow>().Select(w => w.Terms));
        var now = view.Now;
        return [.. terms.OfType<Terms>().SelectMany(t => new[] { t.From, t.Until }).OfType<DateTimeOffset>().Where(at => at > now).Distinct().Order()];
    }
}

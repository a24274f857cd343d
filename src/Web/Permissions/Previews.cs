using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>What steps on one resource would change, and for whom.</summary>
/// <param name="call">The request.</param>
/// <param name="resource">The resource.</param>
/// <param name="actions">Its actions.</param>
internal sealed class Previews(PageCall call, string resource, IReadOnlyList<string> actions)
{
    /// <summary>Most differences that are shown.</summary>
    private const int Shown = 200;

    /// <summary>
    /// What would be other decisions. Readers are told of everybody and everything, as far as one page of an impact goes. Others manage this one resource: they
    /// are told of it alone, and of those alone whom they name on it and of themselves, which they could see by making the change and asking these.
    /// </summary>
    /// <param name="steps">The steps, as made by the system.</param>
    /// <param name="named">Whom the rights before and after name.</param>
    public async ValueTask<PreviewView> OfAsync(IReadOnlyList<Step> steps, IEnumerable<string> named) =>
        call.MayRead ? await EverywhereAsync(steps) : await HereAsync(steps, named);

    private async ValueTask<PreviewView> EverywhereAsync(IReadOnlyList<Step> steps)
    {
        var request = new ImpactRequest { Steps = steps, Limit = Shown };
        var all = await call.Host.ImpactAsync(call.Tenant, request, call.Cancellation);
        if (all.Complete) return new PreviewView(LossesFirst(all));
        // What is gained must not hide what is lost.
        var losses = await call.Host.ImpactAsync(call.Tenant, request with { OnlyLosses = true }, call.Cancellation);
        return new PreviewView([.. LossesFirst(losses.Union(all)).Take(Shown)]) { IsIncomplete = true };
    }

    private async ValueTask<PreviewView> HereAsync(IReadOnlyList<Step> steps, IEnumerable<string> named)
    {
        var self = call.Self is { } me ? [me.ToString()] : Array.Empty<string>();
        SubjectRef[] subjects = [.. named.Concat(self).Distinct().Select(SubjectRef.Parse)];
        CheckRequest[] now = [.. subjects.SelectMany(subject => actions.Select(action => new CheckRequest(subject, action, ResourceRef.Parse(resource))))];
        var before = await StandingReader.AskAsync(call, now);
        var after = await StandingReader.AskAsync(call, now.Select(check => check with { Assuming = steps }));
        var differing = now.Select((check, at) => (check, Before: before[at].Verdict, After: after[at].Verdict)).Where(pair => pair.Before != pair.After)
            .Select(pair => new ImpactDifference(pair.check.Subject, pair.check.Action, pair.check.Resource, pair.Before, pair.After)).ToList();
        return new PreviewView([.. LossesFirst(differing).Take(Shown)]) { IsNarrow = true, IsIncomplete = differing.Count > Shown };
    }

    /// <summary>What is allowed now and would not be then comes before everything else.</summary>
    private static IReadOnlyList<ImpactDifference> LossesFirst(IEnumerable<ImpactDifference> differences) =>
        [.. differences.OrderBy(difference => difference.Before == "allow" ? 0 : difference.After == "undecided" ? 1 : 2)];
}

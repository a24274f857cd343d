using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>Whose highest level is asked for, and what is assumed for it.</summary>
internal sealed record LevelAsked(string Subject, IReadOnlyList<Step> Assuming);

/// <summary>The highest level somebody has on a resource, by what the engine allows: each level is the action of its name.</summary>
/// <param name="call">The request.</param>
/// <param name="resource">The resource.</param>
/// <param name="levels">The levels that can be reached, lowest first.</param>
internal sealed class LevelStandings(PageCall call, string resource, IReadOnlyList<string> levels)
{
    /// <summary>The highest of each, in their order; null of those who are no subjects.</summary>
    public async ValueTask<IReadOnlyList<LevelStanding?>> ReadAsync(IReadOnlyList<LevelAsked> asked)
    {
        var known = asked.Select(IsKnown).ToArray();
        var answers = await StandingReader.AskAsync(call, asked.Where((_, at) => known[at]).SelectMany(one => levels.Select(level =>
            new CheckRequest(SubjectRef.Parse(one.Subject), level, ResourceRef.Parse(resource)) { Assuming = one.Assuming })));
        var standings = new LevelStanding?[asked.Count];
        for (var (at, place) = (0, 0); at < asked.Count; at++)
            if (known[at]) standings[at] = Highest([.. answers.Skip(place++ * levels.Count).Take(levels.Count)]);
        return standings;
    }

    private static bool IsKnown(LevelAsked one) => LevelsDialog.Subject(one.Subject) == one.Subject;

    private LevelStanding Highest(List<CheckOutcome> answers)
    {
        var highest = answers.FindLastIndex(answer => answer.Decision.Allowed);
        return highest < 0 ? new LevelStanding(null, "") : new LevelStanding(levels[highest], call.MayRead ? answers[highest].Decision.Reason : "");
    }
}

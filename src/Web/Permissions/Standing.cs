using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>What the engine says of one subject and one action on the resource.</summary>
/// <param name="Now">As things are.</param>
/// <param name="Otherwise">If the list did not speak of him: what he inherits.</param>
/// <param name="Denied">If the list denied it to him.</param>
public sealed record Standing(CheckOutcome Now, CheckOutcome Otherwise, CheckOutcome Denied)
{
    /// <summary>Whether a denial would change nothing.</summary>
    public bool IsUnrevocable => Denied.Decision.Allowed;
}

/// <summary>Whom the engine is asked about, and what has to be assumed for it besides.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Before">Steps that are taken as made.</param>
internal sealed record Asked(SubjectRef Subject, IReadOnlyList<Step> Before)
{
    /// <summary>Somebody whom nobody knows.</summary>
    public static SubjectRef Stranger { get; } = new(SubjectRef.User, Guid.NewGuid().ToString("N"));

    /// <summary>Somebody as he is.</summary>
    public static Asked About(string subject) => new(SubjectRef.Parse(subject), []);
}

/// <summary>
/// Asks the engine how subjects stand to a resource: as it is, without their rows in its list, and with rows that deny them everything. No rule of any model is
/// known here. Whoever gets here may replace the list, so who may do what on this one resource is his affair: he could find all of it out by storing the list
/// in each way and asking those it names. Why the engine says so, such as who is in which group, is not, and is shown to readers only.
/// </summary>
internal sealed class StandingReader(PageCall call, AccessListDocument list, IReadOnlyList<string> actions)
{
    private readonly ResourceRef _resource = ResourceRef.Parse(list.Resource);

    /// <summary>How some subjects stand to each action, in their order.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<Standing>>> ReadAsync(IReadOnlyList<Asked> asked)
    {
        List<CheckRequest> checks = [];
        foreach (var one in asked)
        {
            checks.AddRange(Checks(one, one.Before));
            checks.AddRange(Checks(one, Without(one)));
            checks.AddRange(Checks(one, Denying(one)));
        }

        var answers = await AskAsync(call, checks);
        return [.. asked.Select((_, at) => (IReadOnlyList<Standing>)[.. actions.Select((_, action) =>
            new Standing(answers[(3 * at * actions.Count) + action], answers[(((3 * at) + 1) * actions.Count) + action], answers[(((3 * at) + 2) * actions.Count) + action]))])];
    }

    /// <summary>
    /// Asks many checks, for the page's sake, a batch at a time. What a group may is what somebody may who is in that group and has nothing else.
    /// </summary>
    public static async ValueTask<IReadOnlyList<CheckOutcome>> AskAsync(PageCall call, IEnumerable<CheckRequest> checks)
    {
        List<CheckOutcome> answers = [];
        foreach (var batch in checks.Select(check => OfSomebody(call, check)).Chunk(AclLimits.BatchItems))
            answers.AddRange(await call.Host.CheckManyAsync(call.Tenant, batch, call.Cancellation));
        return answers;
    }

    private static CheckRequest OfSomebody(PageCall call, CheckRequest check) => check.Subject.Type != SubjectRef.Group
        ? check with { SubjectProperties = call.Caller.ClaimsOf(check.Subject) }
        : check with { Subject = Asked.Stranger, SubjectProperties = Node.Map(("groups", Node.List([check.Subject.Id]))) };

    private IEnumerable<CheckRequest> Checks(Asked one, IReadOnlyList<Step> assuming) =>
        actions.Select(action => new CheckRequest(one.Subject, action, _resource) { Assuming = assuming });

    private IReadOnlyList<Step> Without(Asked one) =>
        list.Rows.All(row => row.Row.Subject != one.Subject.ToString()) ? one.Before : [.. one.Before, list.Storing(list.Without(one.Subject.ToString()), list.By)];

    /// <summary>As the caller would write it, for who wrote a list may make a difference.</summary>
    private IReadOnlyList<Step> Denying(Asked one)
    {
        var denial = new ListRow(one.Subject.ToString(), [], actions, RowTerms.None);
        return [.. one.Before, list.Storing(list.Without(denial.Subject).Concat(denial.Entries()), Managing.Author(call)?.ToString())];
    }
}

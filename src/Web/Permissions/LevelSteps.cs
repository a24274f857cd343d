using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>
/// The steps that make the levels of one subject on one resource what a form says. He has at most one for good and one for a time. A grant never lowers one, so
/// what is lowered is taken away first, and that takes both.
/// </summary>
internal static class LevelSteps
{
    /// <summary>The steps for all rows of one subject, touched or not; none when nothing was done to them.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="order">The levels, lowest first.</param>
    /// <param name="rows">The rows of one subject.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for two rows that stand for the same.</exception>
    public static IReadOnlyList<Step> Of(string resource, IReadOnlyList<string> order, IReadOnlyList<LevelRowView> rows)
    {
        if (rows.All(row => !row.IsTouched)) return [];
        var subject = rows[0].Subject;
        var (before, after) = (Held(rows, row => (row.Was, row.WasTerms)), Held(rows, row => (row.Level, row.Terms)));
        var isLess = before.ForGood is { } had && !(after.ForGood is { } has && Rank(order, has) >= Rank(order, had));
        List<Step> steps = [];
        if (isLess) steps.Add(Revoke(resource, subject, temporary: false));
        else if (before.ForATime is not null && after.ForATime is null) steps.Add(Revoke(resource, subject, temporary: true));
        if (after.ForGood is { } level && (isLess || level != before.ForGood)) steps.Add(Grant(resource, subject, level, RowTerms.None));
        if (after.ForATime is { } timed && (isLess || timed != before.ForATime)) steps.Add(Grant(resource, subject, timed.Level, SentTerms.Read(timed.Terms, null)));
        return steps;
    }

    private static (string? ForGood, (string Level, TermFields Terms)? ForATime) Held(IReadOnlyList<LevelRowView> rows, Func<LevelRowView, (string Level, TermFields Terms)> side)
    {
        var held = rows.Select(side).Where(level => level.Level.Length > 0).ToList();
        var (forGood, forATime) = (held.Where(level => !level.Terms.IsAny).ToList(), held.Where(level => level.Terms.IsAny).ToList());
        if (forGood.Count > 1 || forATime.Count > 1)
            throw new AclException(ErrorCodes.InvalidDocument, $"{rows[0].Subject} can have one level for good and one for a time here, not two of a kind");
        return (forGood is [var one] ? one.Level : null, forATime is [var timed] ? timed : null);
    }

    private static int Rank(IReadOnlyList<string> order, string level) => order.ToList().IndexOf(level);

    /// <summary>The step that gives a level.</summary>
    public static Step Grant(string resource, string to, string level, RowTerms terms) => new("grant", Node.Map([
        ("resource", Node.Of(resource)), ("to", Node.Of(to)), ("level", Node.Of(level)), .. terms.Write()]));

    /// <summary>The step that takes levels away.</summary>
    public static Step Revoke(string resource, string from, bool temporary) => new("revoke", Node.Map(
        ("resource", Node.Of(resource)), ("from", Node.Of(from)), ("temporary", temporary ? Node.Of(true) : null)));
}

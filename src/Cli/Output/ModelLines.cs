using System.Globalization;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Output;

/// <summary>Versions of a model, and what another would make of a tenant, as lines for people.</summary>
internal static class ModelLines
{
    /// <summary>A version.</summary>
    public static string Of(ModelVersion version)
    {
        var about = $"{version.Version} {version.Model} revision {version.Revision}";
        if (version.Time is not { } time) return about;
        var at = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{about} {at} {version.Actor}{(version.Reason is { } why ? $": {ChangeLines.OneLine(why)}" : "")}";
    }

    /// <summary>A plan.</summary>
    public static IEnumerable<string> Of(ModelPlan plan)
    {
        if (plan.Same) yield return "the tenant has that model already";
        foreach (var (what, names) in ((string, IReadOnlyList<string>)[])
                 [("types added", plan.TypesAdded), ("types removed", plan.TypesRemoved), ("actions added", plan.ActionsAdded), ("actions removed", plan.ActionsRemoved)])
            if (names.Count > 0) yield return $"{what}: {string.Join(", ", names)}";
        foreach (var line in Of(plan.Conflicts)) yield return line;
        foreach (var change in plan.Decisions.Items)
            yield return $"  {change.Check.Subject} {change.Check.Action} {change.Check.Resource}: {change.Now.Verdict}, then {change.Then.Verdict}";
        yield return $"revision {plan.Revision}: {plan.Conflicts.Items.Count} {(plan.Conflicts.Items.Count == 1 ? "conflict" : "conflicts")}{More(plan.Conflicts.Complete)}, "
            + $"{plan.Decisions.Items.Count} of {plan.Decisions.Looked} decisions differ{More(plan.Decisions.Complete)}";
    }

    /// <summary>What cannot be.</summary>
    public static IEnumerable<string> Of(ModelConflicts conflicts) =>
        conflicts.Items.Select(c => $"  {c.Object}: {c.Code}: {(c.Place is { } place ? $"{place}: " : "")}{ChangeLines.OneLine(c.Message)}");

    private static string More(bool complete) => complete ? "" : ", not all were looked at";
}

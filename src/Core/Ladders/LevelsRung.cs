using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>
/// Ordered levels granted on subtrees: the highest over the resource and all its ancestors, of the subject and of every role it holds.
/// </summary>
internal sealed class LevelsRung(LevelRules rules) : Rung
{
    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        var needed = rules.Needed(question.Action);
        foreach (var held in question.Subject.Levels)
        {
            if (held.Index.Highest(question.Type.Name, question.Ref.Id, out var uri) < needed) continue;
            return grounds.Rest(Opinion.Allow, held, uri);
        }

        if (question.Action != rules.ShownUpwards) return Opinion.None;
        foreach (var held in question.Subject.Levels)
        {
            if (held.Index.Below(question.Type.Name, question.Ref.Id, needed) is not { } uri) continue;
            return grounds.Rest(Opinion.Allow, held, uri);
        }

        return Opinion.None;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Looked(in Question question)
    {
        var lines = new List<string>();
        foreach (var held in question.Subject.Levels)
        {
            var level = held.Index.Highest(question.Type.Name, question.Ref.Id, out var uri);
            if (uri is not null) lines.Add($"{rules.Order[level]} by {held.Describe(uri)}");
        }

        return lines.Count == 0 ? ["no level on it or above it"] : lines;
    }
}

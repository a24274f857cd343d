using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>
/// Ordered levels granted on subtrees: the highest over the resource and all its ancestors, of the subject and of every role it holds.
/// </summary>
internal sealed class LevelsRung(LevelRules rules) : Rung
{
    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        (because, via) = (null, null);
        var needed = rules.Needed(question.Action);
        foreach (var held in question.Subject.Levels)
        {
            if (held.Index.Highest(question.Type.Name, question.Ref.Id, out var uri) < needed) continue;
            (because, via) = (held, uri);
            return Opinion.Allow;
        }

        if (question.Action != rules.ShownUpwards) return Opinion.None;
        foreach (var held in question.Subject.Levels)
        {
            if (held.Index.Below(question.Type.Name, question.Ref.Id, needed) is not { } uri) continue;
            (because, via) = (held, uri);
            return Opinion.Allow;
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

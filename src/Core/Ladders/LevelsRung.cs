using OrleansAcl.Explaining;
using OrleansAcl.Lists;
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
    public override IReadOnlyList<ExplanationNode> Looked(in Question question)
    {
        var lines = new List<ExplanationNode>();
        foreach (var held in question.Subject.Levels)
        {
            var level = held.Index.Highest(question.Type.Name, question.Ref.Id, out var uri);
            if (uri is not null) lines.Add(ExplanationNode.Detail($"{rules.Order[level]} by {held.Describe(uri)}"));
        }

        return lines.Count == 0 ? [ExplanationNode.Detail("no level on it or above it")] : lines;
    }

    /// <inheritdoc/>
    public override void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail)
    {
        var uri = (string)grounds.Via!;
        var held = (HeldLevels)grounds.Because!;
        trail.Level(held, uri);
        var asked = question.Ref.ToString();
        if (asked == uri) return;
        var isAbove = held.Index.Highest(question.Type.Name, question.Ref.Id, out _) < rules.Needed(question.Action);
        trail.Add(LinkKinds.Child, asked, isAbove ? $"{uri} lies in {asked}, and what lies there shows it" : $"{asked} lies in {uri}");
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        var needed = rules.Needed(candidates.Action);
        foreach (var held in candidates.Subject.Levels)
        {
            foreach (var (type, path, level) in held.Index.All)
            {
                if (type != candidates.Type.Name || level < needed) continue;
                candidates.Subtree(path);
                if (candidates.Action == rules.ShownUpwards) Above(path, candidates);
            }
        }
    }

    /// <summary>The ancestors of a path, and the whole of its type.</summary>
    private static void Above(string path, Candidates candidates)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1)) candidates.One(path[..slash]);
        candidates.One("");
    }
}

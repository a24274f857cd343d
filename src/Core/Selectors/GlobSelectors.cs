using OrleansAcl.Lists;

namespace OrleansAcl.Selectors;

/// <summary><c>*</c> stands for any run of characters, <c>/</c> included.</summary>
public sealed class SimpleGlobSelector(string pattern) : Selector
{
    /// <summary>What stands before the first wildcard.</summary>
    public string Literal { get; } = pattern.IndexOf('*') is >= 0 and var star ? pattern[..star] : pattern;

    /// <inheritdoc/>
    public override string Text => pattern;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => Wildcard.Matches(pattern, target.Id);

    /// <inheritdoc/>
    internal override void Propose(Candidates candidates)
    {
        if (Literal == pattern) candidates.One(pattern);
        else candidates.Beginning(Literal);
    }
}

/// <summary>Segment by segment: <c>*</c> inside one segment, a segment <c>**</c> for zero or more segments.</summary>
public sealed class DoubleStarSelector(string pattern) : Selector
{
    private readonly string[] _segments = pattern.Split('/');

    /// <summary>What stands before the first segment with a wildcard, without that segment's slash.</summary>
    public string Literal { get; } = LiteralOf(pattern);

    /// <inheritdoc/>
    public override string Text => pattern;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => SegmentsMatch(_segments, target.Id.Split('/'));

    /// <inheritdoc/>
    internal override void Propose(Candidates candidates) => candidates.Subtree(Literal);

    private static string LiteralOf(string pattern)
    {
        var star = pattern.IndexOf('*');
        if (star < 0) return pattern;
        var slash = pattern.LastIndexOf('/', star);
        return slash < 0 ? "" : pattern[..slash];
    }

    /// <summary>Linear in both: on a mismatch only the last <c>**</c> is tried further on, as with <c>*</c> in a wildcard.</summary>
    private static bool SegmentsMatch(string[] pattern, string[] path)
    {
        int p = 0, s = 0, star = -1, mark = 0;
        while (s < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                star = p++;
                mark = s;
            }
            else if (p < pattern.Length && Wildcard.Matches(pattern[p], path[s]))
            {
                p++;
                s++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                s = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == "**") p++;
        return p == pattern.Length;
    }
}

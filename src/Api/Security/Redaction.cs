namespace OrleansAcl.Api.Security;

/// <summary>
/// What somebody is shown of why he may or may not, who may not read what is stored: all that is about himself and what he is in, and of others
/// only how many lines there were.
/// </summary>
internal static class Redaction
{
    /// <summary>The explanation without the lines about others.</summary>
    public static Explanation OwnAffairs(Explanation explanation) => explanation with { Ladder = [.. explanation.Ladder.Select(OwnAffairs)] };

    private static ExplanationNode OwnAffairs(ExplanationNode line)
    {
        var own = line.Children.Where(child => child.About is null).Select(OwnAffairs).ToList();
        var others = line.Children.Count - own.Count;
        if (others > 0) own.Add(ExplanationNode.Detail(others == 1 ? "1 line about somebody else is left out" : $"{others} lines about others are left out"));
        return line with { Children = own };
    }
}

namespace OrleansAcl.Cli.Scenarios;

/// <summary>What an enumeration says about one thing, where the enumeration is canonical and the thing is as somebody wrote it.</summary>
internal static class Listing
{
    /// <summary>
    /// The verdict the enumeration amounts to: allow when it holds the thing, else deny; the single answer where it cannot be told,
    /// because a short URI was asked about and full ones came back. What is undecided is in no enumeration.
    /// </summary>
    public static Answer Holds(string written, IReadOnlyCollection<string> listed, Answer single)
    {
        // A denied thing must not be listed just as it was written; an allowed one may be listed in its canonical spelling.
        var isDenied = single.Verdict is Answer.Deny or Answer.Undecided;
        var holds = isDenied ? listed.Contains(written) : listed.Any(item => SameName(written, item));
        var tellable = holds || isDenied || IsUri(written) || !listed.Any(IsUri);
        return tellable ? new Answer(holds ? Answer.Allow : single.Verdict == Answer.Undecided ? Answer.Undecided : Answer.Deny, null, $"{(holds ? "listed" : "not listed")} in {Texts.Shown(listed)}") : single;
    }

    /// <summary>The same id, and the same type or action in any case, as some models read names.</summary>
    private static bool SameName(string written, string item)
    {
        var asked = (IsUri(written) ? written.TrimEnd('/') : written).Split(':', 2);
        var found = item.Split(':', 2);
        return string.Equals(asked[0], found[0], StringComparison.OrdinalIgnoreCase) && asked[1..].SequenceEqual(found[1..]);
    }

    private static bool IsUri(string text) => text.Contains("://", StringComparison.Ordinal);
}

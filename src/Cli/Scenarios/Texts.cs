namespace OrleansAcl.Cli.Scenarios;

/// <summary>Comparing and showing sets of texts.</summary>
internal static class Texts
{
    /// <summary>Whether both hold the same texts, in any order.</summary>
    public static bool SameSet(IEnumerable<string> expected, IEnumerable<string> got) =>
        expected.ToHashSet(StringComparer.Ordinal).SetEquals(got);

    /// <summary>The texts in brackets.</summary>
    public static string Shown(IEnumerable<string> texts) => $"[{string.Join(", ", texts)}]";
}

namespace OrleansAcl.Web.Layout;

/// <summary>Answers in signs and words: never by colour alone.</summary>
public static class VerdictWords
{
    /// <summary>The sign of a verdict; empty for what is none.</summary>
    public static string Sign(string? verdict) => verdict switch { "allow" => "✓", "deny" or "error" => "✗", "undecided" => "?", _ => "" };

    /// <summary>A verdict in its own word with its sign.</summary>
    public static string Word(string? verdict) => Sign(verdict) is { Length: > 0 } sign ? $"{sign} {verdict}" : verdict ?? "";

    /// <summary>What it says of somebody: whether he may.</summary>
    public static string May(string? verdict) => verdict switch { "allow" => "may", "deny" => "may not", _ => "depends" };

    /// <summary>How it looks: the class of its colour; null for none.</summary>
    public static string? Look(string? verdict) => verdict switch { "allow" or "deny" or "undecided" => verdict, "error" => "deny", _ => null };
}

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>A part of a world that counts always, or under terms.</summary>
/// <param name="Text">YAML in flow style, with a <c>§</c> where terms go.</param>
/// <param name="Terms">The terms, such as <c>when: context.v1</c>; null for none.</param>
internal sealed record Given(string Text, string? Terms = null)
{
    /// <summary>The resource whose access list it is an entry of; null for what is a step, or a rung, by itself.</summary>
    public string? Resource { get; init; }

    /// <summary>Which variable decides whether it counts; null for none.</summary>
    public int? Variable { get; init; }

    /// <summary>The first instant at which it counts.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first instant at which it counts no more.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it is a grant.</summary>
    public bool IsGrant => Text.StartsWith("grant:", StringComparison.Ordinal);

    /// <summary>Whether it stores what questions name; lists have only what is stored.</summary>
    public bool IsNamed => Text.StartsWith("user:", StringComparison.Ordinal) || Text.StartsWith("resource:", StringComparison.Ordinal);

    /// <summary>With its terms, or without them: for good.</summary>
    public string Written => Text.Contains("{§}", StringComparison.Ordinal)
        ? Text.Replace("{§}", $"{{{Terms}}}", StringComparison.Ordinal)
        : Text.Replace("§", Terms is null ? "" : ", " + Terms, StringComparison.Ordinal);

    /// <summary>The same under a variable of its own.</summary>
    public Given Under(int variable) => this with { Variable = variable, Terms = $"when: context.v{variable}" };

    /// <summary>The same for a time.</summary>
    public Given For(DateTimeOffset? from, DateTimeOffset? until) => this with
    {
        From = from, Until = until,
        Terms = string.Join(", ", new[] { from is { } f ? $"from: '{f:O}'" : null, until is { } u ? $"until: '{u:O}'" : null }.OfType<string>()),
    };

    /// <summary>Whether it counts at an instant.</summary>
    public bool CountsAt(DateTimeOffset at) => (From is not { } from || at >= from) && (Until is not { } until || at < until);

    /// <summary>The same for good.</summary>
    public Given ForGood() => this with { Terms = null, Variable = null, From = null, Until = null };
}

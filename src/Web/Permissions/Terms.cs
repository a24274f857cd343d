using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Web.Permissions;

/// <summary>When something counts, as it is written; each null for nothing said.</summary>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant at which it counts no more.</param>
/// <param name="When">The condition.</param>
internal sealed record RowTerms(string? From, string? Until, string? When)
{
    /// <summary>Always.</summary>
    public static RowTerms None { get; } = new(null, null, null);

    /// <summary>The terms of a document.</summary>
    public static RowTerms Of(Node document) => new(document["from"]?.Text, document["until"]?.Text, document["when"]?.Text);

    /// <summary>The terms as they stand in a document.</summary>
    public IEnumerable<(string Key, Node? Value)> Write() => [("from", Text(From)), ("until", Text(Until)), ("when", Text(When))];

    /// <summary>Whether there are any.</summary>
    public bool IsAny => this != None;

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);

    /// <summary>For people.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        From is null ? null : $"from {From}", Until is null ? null : $"until {Until}", When is null ? null : $"when {When}",
    }.Where(part => part is not null));
}

/// <summary>When a row counts, as its fields have it.</summary>
public sealed record TermFields(string From, string Until, string When)
{
    /// <summary>None is filled in.</summary>
    public static TermFields None { get; } = new("", "", "");

    /// <summary>Whether any is filled in.</summary>
    public bool IsAny => From.Length + Until.Length + When.Length > 0;
}

/// <summary>Terms in the fields of a form: instants in UTC, as far as such fields go.</summary>
internal static class SentTerms
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>Terms as fields have them.</summary>
    public static TermFields Show(RowTerms terms) => new(Show(terms.From), Show(terms.Until), terms.When ?? "");

    /// <summary>What fields say; a time that is still as it was shown is what it was, to the last digit.</summary>
    public static RowTerms Read(TermFields sent, RowTerms? was) =>
        new(Read(sent.From, was?.From, "from"), Read(sent.Until, was?.Until, "until"), sent.When.Length > 0 ? sent.When : null);

    /// <summary>An instant as a field has it.</summary>
    private static string Show(string? instant) =>
        instant is null ? "" : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);

    private static string? Read(string sent, string? was, string field)
    {
        if (sent.Length == 0) return null;
        if (!DateTimeOffset.TryParse(sent, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            throw new AclException(ErrorCodes.InvalidDocument, $"`{field}` is no date and time; expected one such as 2026-01-31T09:00, in UTC", field);
        var text = instant.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);
        return was is not null && Show(was) == text ? was : Node.Of(instant).Text;
    }
}

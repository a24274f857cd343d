using OrleansAcl.Conditions;
using OrleansAcl.Documents;
using OrleansAcl.Models;

namespace OrleansAcl.Policies;

/// <summary>
/// When something that was given counts: an entry, a binding, a membership, a level. Looked at when a check is made, by the clock; nothing is
/// ever swept away.
/// </summary>
/// <param name="From">The first instant at which it counts; null is always before <paramref name="Until"/>.</param>
/// <param name="Until">The first instant at which it counts no more; null is for ever.</param>
/// <param name="When">What must hold besides; null for nothing.</param>
internal sealed record Terms(DateTimeOffset? From, DateTimeOffset? Until, Expression? When)
{
    /// <summary>The keys of a document that hold terms.</summary>
    public static readonly string[] Keys = ["from", "until", "when"];

    /// <summary>The keys of a document that hold the times of terms.</summary>
    public static readonly string[] Times = ["from", "until"];

    /// <summary>Reads the terms among the entries of a document; null when it has none.</summary>
    /// <param name="value">The document.</param>
    /// <param name="model">The model, which says what conditions may speak of; null where there can be none.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a malformed instant or condition, or an end that is not after the beginning.</exception>
    public static Terms? Read(Node value, Model? model)
    {
        var (from, until) = (ReadInstant(value["from"]), ReadInstant(value["until"]));
        if (from >= until) throw value["until"]!.Invalid("expected an instant after `from`");
        var when = model is not null && value["when"] is { } condition ? Parse(condition, model) : null;
        return from is null && until is null && when is null ? null : new Terms(from, until, when);
    }

    /// <summary>Parses a condition where it stands.</summary>
    public static Expression Parse(Node condition, Model model)
    {
        try
        {
            return model.Condition(condition.AsString());
        }
        catch (AclException e) when (e.Place is null)
        {
            throw condition.Refused(e.Code, e.Detail);
        }
    }

    /// <summary>The entries of a document that terms are written as.</summary>
    public static IEnumerable<(string Key, Node? Value)> Write(Terms? terms) =>
        [("from", Written(terms?.From)), ("until", Written(terms?.Until)), ("when", terms?.When is { } when ? Node.Of(when.Text) : null)];

    /// <summary>An instant that says where it is meant: nobody's right is to end hours early or late.</summary>
    private static DateTimeOffset? ReadInstant(Node? node)
    {
        if (node is null) return null;
        var instant = node.AsInstant();
        return HasOffset(node.Text) ? instant : throw node.Invalid($"expected an instant with its offset, such as 2026-01-01T09:00:00Z, not `{References.Shown(node.Text)}`");
    }

    private static bool HasOffset(string text) =>
        text.IndexOf('T') is > 0 and var time && (text.EndsWith('Z') || text.AsSpan(time).IndexOfAny('+', '-') > 0);

    private static Node? Written(DateTimeOffset? at) => at is { } instant ? Node.Of(instant) : null;

    /// <summary>Whether an instant lies within the times.</summary>
    public bool AreOpenAt(DateTimeOffset now) => !(now < From) && !(now >= Until);

    /// <summary>Whether they are met.</summary>
    public Verdict Test(in Ladders.Question question, ref Needs needs) =>
        !AreOpenAt(question.Now) ? Verdict.False : When is null ? Verdict.True : When.Evaluate(question.Facts, ref needs);

    /// <inheritdoc/>
    public bool Equals(Terms? other) => other is not null && From == other.From && Until == other.Until && When?.Text == other.When?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, Until, When?.Text);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Write(this).Where(w => w.Value is not null).Select(w => $"{w.Key} {w.Value!.Text}"));
}

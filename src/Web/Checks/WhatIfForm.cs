using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>What is to be looked into, as typed: by the address, for links, or by a form, for steps of any length.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="At">The instant.</param>
/// <param name="Back">The page it was come from, and is gone back to once it is done; null for none.</param>
/// <param name="After">Where an earlier page of differences ended.</param>
/// <param name="Reason">Why it is to be done.</param>
public sealed record WhatIfForm(string? Steps, string? At, string? Back, string? After, string? Reason)
{
    /// <summary>Longest steps that links to checks carry along.</summary>
    private const int LinkedCharacters = 1_500;

    /// <summary>What the address says.</summary>
    internal static WhatIfForm OfAddress(PageCall call) => new(call.Query("steps"), call.Query("at"), Page(call.Query("back")), call.Query("after"), null);

    /// <summary>What was posted.</summary>
    internal static WhatIfForm OfFields(PageCall call) =>
        new(call.RawField("steps") is { Length: > 0 } steps ? steps : null, call.Field("at"), Page(call.Field("back")), call.Field("after"), call.Field("reason"));

    /// <summary>Whether there is anything to look into.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Steps) && At is null;

    /// <summary>The change that the steps make.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    internal ApplyRequest Change() => StepsText.Read(Steps, "steps");

    /// <summary>The question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    internal ImpactRequest Read() => new() { Steps = Change().Steps, At = CheckForm.Instant(At, "at"), After = After };

    /// <summary>What a check assumes to be asked as it would be then; null when that is too long for an address.</summary>
    internal string? Assuming()
    {
        var request = Read();
        var steps = StepsText.Write([.. request.At is { } at ? [new Step("clock", Node.Of(at))] : Array.Empty<Step>(), .. request.Steps]);
        return steps.Length <= LinkedCharacters ? steps : null;
    }

    /// <summary>A page of the tenant with its query, and nothing else: where a form says to go then may come from anybody.</summary>
    private static string? Page(string? text)
    {
        if (text is null || !text.All(c => c is > ' ' and < '\x7f')) return null;
        var name = text.Split('?', 2)[0];
        return name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || c == '-') ? text : null;
    }
}

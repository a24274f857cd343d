namespace OrleansAcl;

/// <summary>
/// A request that cannot be answered: malformed input, an exceeded limit, a fault. Never thrown for a denial, which is a value.
/// The message is lower case without a final stop, with user input in backticks.
/// </summary>
/// <param name="code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="message">What is wrong and what was expected.</param>
/// <param name="place">The field or line at fault, for example <c>acl.entries[0].effect (line 12)</c>; null when there is none.</param>
/// <param name="inner">The fault behind it, if any.</param>
public sealed class AclException(string code, string message, string? place = null, Exception? inner = null)
    : Exception(place is null ? message : $"{place}: {message}", inner)
{
    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; } = code;

    /// <summary>The field or line at fault, or null.</summary>
    public string? Place { get; } = place;

    /// <summary>The message without the place.</summary>
    public string Detail { get; } = message;
}

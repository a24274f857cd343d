using System.Text.RegularExpressions;

namespace OrleansAcl.Web.Checks;

/// <summary>A fact that an undecided question lacks, where a field of the form can take it.</summary>
/// <param name="Name">As conditions write it: <c>context.ip</c>.</param>
/// <param name="Field">The field of the form that it belongs into.</param>
/// <param name="Path">The names it has there.</param>
/// <param name="Hint">The type it must have, where one was given that is of another; null otherwise.</param>
public sealed partial record Need(string Name, string Field, IReadOnlyList<string> Path, string? Hint)
{
    /// <summary>What the name of a parameter begins with that gives such a fact.</summary>
    public const string Prefix = "fact.";

    /// <summary>What a need names; null when no field can take it.</summary>
    public static Need? Of(string need)
    {
        if (Form().Match(need) is not { Success: true } found) return null;
        var field = found.Groups["of"].Value is { Length: > 0 } of ? of + "_properties" : CheckForm.ContextField;
        return new Need(
            found.Groups["name"].Value, field, found.Groups["path"].Value.Split('.'), found.Groups["hint"].Value is { Length: > 0 } hint ? hint : null);
    }

    [GeneratedRegex(@"^(?<name>(?:context|(?<of>subject|resource|action)\.properties)\.(?<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*))(?: \((?<hint>[^)]*)\))?$")]
    private static partial Regex Form();
}

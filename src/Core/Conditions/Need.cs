namespace OrleansAcl.Conditions;

/// <summary>A fact that a condition would have to know.</summary>
/// <param name="Path">Where it was looked for, for example <c>context.ip</c>; what was worked out of several is named as it was written.</param>
/// <param name="Wanted">What was wanted when something else was there, for example <c>string</c>; null when nothing was there.</param>
public readonly record struct Need(string Path, string? Wanted)
{
    /// <summary><c>context.ip</c>, or <c>context.ip (string)</c> when something else was there.</summary>
    public override string ToString() => Wanted is null ? Path : $"{Path} ({Wanted})";
}

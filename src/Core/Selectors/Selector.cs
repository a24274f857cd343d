using System.Text.RegularExpressions;

namespace OrleansAcl.Selectors;

/// <summary>
/// Which resources of a type a statement speaks of. A selector says under which key an index may find it and verifies a candidate;
/// it is never tried against every resource.
/// </summary>
public abstract class Selector
{
    /// <summary>The pattern as its author wrote it, for explanations.</summary>
    public abstract string Text { get; }

    /// <summary>Whether the target is selected. Called only for candidates the index found.</summary>
    public abstract bool Matches(in Target target);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a selector is held against.</summary>
/// <param name="type">The resource's type, whose components split its id.</param>
/// <param name="id">The id, or what the type makes of it.</param>
/// <param name="parent">The parent, if any.</param>
public readonly ref struct Target(Models.ResourceType type, string id, ResourceRef? parent)
{
    /// <summary>The resource's type.</summary>
    public Models.ResourceType Type { get; } = type;

    /// <summary>The id selectors see.</summary>
    public string Id { get; } = id;

    /// <summary>The parent, if any.</summary>
    public ResourceRef? Parent { get; } = parent;
}

/// <summary>Every resource of the type.</summary>
public sealed class AnySelector : Selector
{
    /// <summary>The only one.</summary>
    public static readonly AnySelector Instance = new();

    /// <inheritdoc/>
    public override string Text => "*";

    /// <inheritdoc/>
    public override bool Matches(in Target target) => true;
}

/// <summary>One resource.</summary>
public sealed class ExactSelector(string id) : Selector
{
    /// <inheritdoc/>
    public override string Text => id;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => target.Id == id;
}

/// <summary>The children of one resource.</summary>
public sealed class ParentSelector(ResourceRef parent, string text) : Selector
{
    /// <summary>The parent whose children are meant.</summary>
    public ResourceRef Parent => parent;

    /// <inheritdoc/>
    public override string Text => text;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => target.Parent == parent;
}

/// <summary>Ids whose components have given values; a component without one may have any.</summary>
/// <param name="values">One value a component of the type; null is any.</param>
public sealed class ComponentSelector(string?[] values) : Selector
{
    /// <summary>One value a component of the type; null is any.</summary>
    public IReadOnlyList<string?> Values => values;

    /// <inheritdoc/>
    public override string Text => string.Join('/', values.Select(v => v ?? "*"));

    /// <inheritdoc/>
    public override bool Matches(in Target target)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i] is { } value && !target.Type.Component(target.Id, i).SequenceEqual(value)) return false;
        return true;
    }
}

/// <summary>A path and everything below it at <c>/</c> boundaries.</summary>
public sealed class SubtreeSelector(string path) : Selector
{
    private readonly string _path = path.Length > 1 ? path.TrimEnd('/') : path;

    /// <summary>The path, without a trailing slash.</summary>
    public string Path => _path;

    /// <inheritdoc/>
    public override string Text => path;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => Covers(_path, target.Id);

    /// <summary>Whether <paramref name="id"/> is <paramref name="path"/> or lies below it; a plain string prefix is not an ancestor.</summary>
    public static bool Covers(string path, string id) =>
        path.Length == 0 || path == "/" ||
        (id.StartsWith(path, StringComparison.Ordinal) && (id.Length == path.Length || id[path.Length] == '/'));
}

/// <summary><c>*</c> stands for any run of characters, <c>/</c> included.</summary>
public sealed class SimpleGlobSelector(string pattern) : Selector
{
    /// <summary>What stands before the first wildcard.</summary>
    public string Literal { get; } = pattern.IndexOf('*') is >= 0 and var star ? pattern[..star] : pattern;

    /// <inheritdoc/>
    public override string Text => pattern;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => Wildcard.Matches(pattern, target.Id);
}

/// <summary>Segment by segment: <c>*</c> inside one segment, a segment <c>**</c> for zero or more segments.</summary>
public sealed class DoubleStarSelector(string pattern) : Selector
{
    private readonly string[] _segments = pattern.Split('/');

    /// <summary>What stands before the first segment with a wildcard, without that segment's slash.</summary>
    public string Literal { get; } = LiteralOf(pattern);

    /// <inheritdoc/>
    public override string Text => pattern;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => SegmentsMatch(_segments, target.Id.Split('/'));

    private static string LiteralOf(string pattern)
    {
        var star = pattern.IndexOf('*');
        if (star < 0) return pattern;
        var slash = pattern.LastIndexOf('/', star);
        return slash < 0 ? "" : pattern[..slash];
    }

    /// <summary>Linear in both: on a mismatch only the last <c>**</c> is tried further on, as with <c>*</c> in a wildcard.</summary>
    private static bool SegmentsMatch(string[] pattern, string[] path)
    {
        int p = 0, s = 0, star = -1, mark = 0;
        while (s < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                star = p++;
                mark = s;
            }
            else if (p < pattern.Length && Wildcard.Matches(pattern[p], path[s]))
            {
                p++;
                s++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                s = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == "**") p++;
        return p == pattern.Length;
    }
}

/// <summary>An anchored regular expression in an engine whose time is linear in the input.</summary>
public sealed class RegexSelector : Selector
{
    private const int LongestPattern = 1_024;
    private readonly Regex _regex;

    private RegexSelector(string pattern, Regex regex)
    {
        Text = pattern;
        _regex = regex;
    }

    /// <inheritdoc/>
    public override string Text { get; }

    /// <inheritdoc/>
    public override bool Matches(in Target target) => _regex.IsMatch(target.Id);

    /// <summary>Compiles a pattern, or says why it cannot be used.</summary>
    public static RegexSelector? TryCreate(string pattern, out string problem)
    {
        problem = "";
        if (pattern.Length > LongestPattern)
        {
            problem = $"the expression is longer than {LongestPattern} characters";
            return null;
        }

        try
        {
            const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            _ = new Regex(pattern, Linear); // by itself first, so that no stray parenthesis can escape the anchors
            return new RegexSelector(pattern, new Regex($@"\A(?:{pattern})\z", Linear));
        }
        catch (ArgumentException e)
        {
            problem = $"the expression does not parse: {e.Message}";
        }
        catch (NotSupportedException)
        {
            problem = "the expression uses what cannot be matched in linear time, or is too large";
        }

        return null;
    }
}

/// <summary>Matching with <c>*</c> for any run of characters.</summary>
internal static class Wildcard
{
    /// <summary>Greedy with one point of return, so at worst pattern length times text length.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}

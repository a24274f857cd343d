using OrleansAcl.Lists;

namespace OrleansAcl.Selectors;

/// <summary>A path and everything below it at <c>/</c> boundaries.</summary>
public sealed class SubtreeSelector(string path) : Selector
{
    private readonly string _path = path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : path.Length > 0 ? "/" : "";

    /// <summary>The path, without a trailing slash.</summary>
    public string Path => _path;

    /// <inheritdoc/>
    public override string Text => path;

    /// <inheritdoc/>
    public override bool Matches(in Target target) => Covers(_path, target.Id);

    /// <inheritdoc/>
    internal override void Propose(Candidates candidates) => candidates.Subtree(_path);

    /// <summary>Whether <paramref name="id"/> is <paramref name="path"/> or lies below it; a plain string prefix is not an ancestor.</summary>
    public static bool Covers(string path, string id) =>
        path.Length == 0 || path == "/" ||
        (id.StartsWith(path, StringComparison.Ordinal) && (id.Length == path.Length || id[path.Length] == '/'));
}

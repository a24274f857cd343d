namespace OrleansAcl.Conditions;

internal struct Needs
{
    private List<string>? _paths;
    public void Add(string path) { _paths ??= []; if (!_paths.Contains(path)) _paths.Add(path); }
    public readonly IReadOnlyList<string> Paths => _paths ?? [];
}

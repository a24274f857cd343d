namespace OrleansAcl.Bench.Measures;

/// <summary>A new folder on the disk that is measured; it goes away afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, $"acl-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

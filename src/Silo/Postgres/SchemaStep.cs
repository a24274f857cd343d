using System.Reflection;

namespace OrleansAcl.Silo;

/// <summary>A step from one version of the schema to the next.</summary>
/// <param name="Name">Its name, that of its file.</param>
/// <param name="Text">The statements.</param>
internal sealed record SchemaStep(string Name, string Text)
{
    /// <summary>The steps of this program, in their order. A step that was released is not changed any more: a next one does that.</summary>
    public static IReadOnlyList<SchemaStep> All { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    private static SchemaStep Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return new SchemaStep(name, reader.ReadToEnd());
    }
}

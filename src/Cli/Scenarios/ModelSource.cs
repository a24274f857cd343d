using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>Tells a built-in model's name from the path of a model file.</summary>
internal static class ModelSource
{
    /// <summary>
    /// The definition with its model filled in. What has a separator or an extension is a path, relative to the folder; anything else
    /// is a built-in model's name.
    /// </summary>
    /// <exception cref="IOException">The model file cannot be read.</exception>
    /// <exception cref="AclException">It is not UTF-8.</exception>
    public static async Task<TenantDefinition> ReadAsync(TenantDefinition definition, string model, string folder, CancellationToken cancellation)
    {
        if (!model.AsSpan().ContainsAny('/', '\\') && !Path.HasExtension(model)) return definition with { Model = model };
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, model), cancellation);
        return definition with { ModelFile = Yaml.Decode(bytes) };
    }
}

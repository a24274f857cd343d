using System.Collections.Concurrent;
using System.Reflection;

namespace OrleansAcl.Models;

/// <summary>The five published systems as models, and every document format and command line a model file may name.</summary>
public sealed class BuiltInModels : IModelLibrary, IModelParts
{
    private static readonly string[] All = ["actian-dataconnect", "apolo", "lusid-scheduler", "qubole-scheduler", "slc-hub"];

    private readonly ConcurrentDictionary<string, Model> _models = new(StringComparer.Ordinal);

    private BuiltInModels()
    {
    }

    /// <summary>The only one.</summary>
    public static BuiltInModels Library { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => All;

    /// <inheritdoc/>
    public Model? Find(string name) => All.Contains(name) ? _models.GetOrAdd(name, static (n, library) => library.Read(Source(n)), this) : null;

    /// <inheritdoc/>
    public Model Read(string yaml) => ModelReader.Read(yaml, this);

    /// <inheritdoc/>
    public IDocumentFormat? Format(string name) => name switch
    {
        "actian-policy" => new Actian.ActianPolicyFormat(),
        "apolo-role" => new Apolo.ApoloRoleFormat(),
        "lusid-policy" => new Lusid.LusidPolicyFormat(),
        "lusid-collection" => new Lusid.LusidCollectionFormat(),
        "lusid-role" => new Lusid.LusidRoleFormat(),
        "qubole-object-policy" => new Qubole.QuboleObjectPolicyFormat(),
        "qubole-role" => new Qubole.QuboleRoleFormat(),
        "slc-role" => new Slc.SlcRoleFormat(),
        _ => null,
    };

    ICommandLine? IModelParts.Commands(string name) => name == "apolo" ? new Apolo.ApoloCommandLine() : null;

    private static string Source(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Models;

/// <summary>A tenant's model as its file says it.</summary>
/// <param name="version">The version.</param>
internal sealed class ModelText(ModelVersion version)
{
    private readonly Node _file = Yaml.Parse(version.Source);

    /// <summary>The version.</summary>
    public ModelVersion Version => version;

    /// <summary>The present one, for those who may read it.</summary>
    public static async ValueTask<ModelText> ReadAsync(PageCall call) => new((await call.Service.ListModelsAsync(call.Tenant, call.Cancellation))[^1]);

    /// <summary>In a model of levels, the type of resource that a role is; null in others.</summary>
    public string? RoleType => _file.At("levels", "roles", "type")?.Text;

    /// <summary>The types of subjects that a kind of document is bound to; none when it is bound to nobody.</summary>
    public IReadOnlyList<string> BoundTo(string kind) => _file.At("principals", "bind", kind)?.AsStrings() ?? [];

    /// <summary>The name of the format of a kind of document; null when it has none.</summary>
    public string? Format(string kind) => _file.At("documents", kind)?.Text;

    /// <summary>Whether there are groups.</summary>
    public bool HasGroups => _file.At("principals", "groups")?.AsBoolean() ?? true;

    /// <summary>Whether resources of a type can be stored; a type that there is not has none.</summary>
    public bool IsStored(string type) => _file.At("types", type) is { } found && (found["reach"]?.Text is null or "asked" or "stored");

    /// <summary>One line about it.</summary>
    public string? Description => _file["description"]?.Text;

    /// <summary>The rungs, from the top.</summary>
    public IReadOnlyList<Node> Ladder => _file["ladder"]!.Items;

    /// <summary>The check that every operation begins with; null for none.</summary>
    public Node? First => _file["first"];

    /// <summary>The operations by name.</summary>
    public IReadOnlyDictionary<string, Node> Operations => _file["operations"]?.Entries ?? Node.Map().Entries;
}

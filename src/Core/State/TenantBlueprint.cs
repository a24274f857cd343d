using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;

namespace OrleansAcl.State;

/// <summary>A tenant's definition as it is stored, and the empty tenant it describes.</summary>
internal sealed record TenantBlueprint(Node Definition, Model Model, Node Settings, DateTimeOffset? Clock)
{
    /// <summary>The blueprint of a definition.</summary>
    /// <exception cref="AclException">For a model or setting that is not there.</exception>
    public static TenantBlueprint Of(TenantDefinition definition, IModelLibrary models) => Read(Node.Map(
        ("model", definition.Model is { } name ? Node.Of(name) : null),
        ("model_file", definition.ModelFile is { } file ? Node.Of(file) : null),
        ("settings", definition.Settings?.Copy()),
        ("clock", definition.Clock is { } clock ? Node.Of(clock.ToString("O")) : null),
        ("importing", definition.Importing ? Node.Of(true) : null)), models);

    /// <summary>Whether the tenant is still being filled.</summary>
    public bool Importing => Definition["importing"] is not null;

    /// <summary>Whether both describe the same tenant, be it still filled or not, and however its model came to be what it is.</summary>
    public bool IsSameAs(TenantBlueprint other) => this.HasModelOf(other) && Clock == other.Clock;

    /// <summary>The number of the model's version.</summary>
    public long ModelVersion => Definition["version"]?.AsInteger() ?? 1;

    /// <summary>What the numbers stand for that levels were once stored as; null where they are those of the model.</summary>
    public IReadOnlyList<string>? NumberedLevels => Definition["levels"]?.AsStrings();

    /// <summary>The names of all indexes of this model and of earlier ones, which together name everything there is or was.</summary>
    public IEnumerable<string> Indexes => EntityKey.Indexes(Model).Union(Definition["retired"]?.AsStrings() ?? []);

    /// <summary>The complaint of whoever asks something of a tenant that is still being filled.</summary>
    public static AclException NotYet(TenantId tenant) => new(ErrorCodes.UnknownTenant, $"tenant `{tenant}` is still being imported");

    /// <summary>The blueprint of a definition as stored.</summary>
    public static TenantBlueprint Read(Node definition, IModelLibrary models)
    {
        var (name, file) = (definition["model"], definition["model_file"]);
        if (name is null == file is null) throw new AclException(ErrorCodes.InvalidDocument, "expected either a model's name or a model file", "model");
        var model = file is not null
            ? models.Read(file.Text)
            : models.Find(name!.Text) ?? throw new AclException(
                ErrorCodes.UnknownModel, $"there is no built-in model `{References.Shown(name.Text)}`; expected one of {string.Join(", ", models.Names)}", "model");
        return new TenantBlueprint(definition, model, WithDefaults(model, definition["settings"]), definition["clock"]?.AsInstant());
    }

    /// <summary>The settings put over the model's defaults, which also say their types.</summary>
    private static Node WithDefaults(Model model, Node? given)
    {
        foreach (var (key, value) in given?.AsMap() ?? Node.Map().Entries)
        {
            if (model.Settings[key] is not { } byDefault) throw value.Invalid($"model `{model.Name}` has no such setting");
            if (byDefault.Kind != value.Kind) throw value.Invalid($"expected a {byDefault.Kind.ToString().ToLowerInvariant()}");
        }

        return Node.Merge(model.Settings, given);
    }

    /// <summary>The tenant, empty.</summary>
    public TenantState Build(TenantId tenant, bool sparse = false) => new(tenant, Model, Settings, Clock, sparse) { Blueprint = this };

    /// <summary>What the tenant is.</summary>
    /// <param name="tenant">Its name.</param>
    /// <param name="clock">Where its own clock stands.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="counts">How many objects it has stored; null where that is not known.</param>
    public TenantInfo Info(TenantId tenant, DateTimeOffset? clock, long revision, IReadOnlyDictionary<string, long>? counts = null) => new(tenant, Model.Name, Settings, clock, revision)
    {
        Types = [.. Model.Types.Select(t => new TypeInfo(t.Name, t.Actions, t.Creation, t.OpenActions) { ShownBy = t.ShownBy, Administrators = t.Administrators })],
        Documents = [.. Model.Documents.Keys.Order(StringComparer.Ordinal)],
        Sharing = Model.Sharing,
        ModelFile = Definition["model_file"]?.Text,
        ModelVersion = ModelVersion,
        Importing = Importing,
        Counts = counts is null ? null : Counts.Shown(Model, counts),
    };
}

using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>A tenant with the definition it was made from.</summary>
internal sealed class Tenancy
{
    private readonly Node _definition;

    private Tenancy(TenantState state, Node definition)
    {
        State = state;
        _definition = definition;
    }

    /// <summary>All that is known of it.</summary>
    public TenantState State { get; }

    /// <summary>What it is.</summary>
    public TenantInfo Info => new(State.Tenant, State.Model.Name, State.Settings, State.Current.Clock, State.Current.Version)
    {
        Types = [.. State.Model.Types.Select(t => new TypeInfo(t.Name, t.Actions, t.Creation, t.OpenActions))],
    };

    /// <summary>The definition as stored.</summary>
    public StoredRecord Record => new(State.Tenant.Value, TenantRecords.Definition, "", _definition.ToString());

    /// <summary>Whether both were made from the same definition.</summary>
    public bool IsSameAs(Tenancy other) => _definition.ValueEquals(other._definition);

    /// <summary>A tenant as a definition describes it, empty.</summary>
    /// <exception cref="AclException">For a model or setting that is not there.</exception>
    public static Tenancy Make(TenantId tenant, TenantDefinition definition, IModelLibrary models) => From(tenant, Node.Map(
        ("model", definition.Model is { } name ? Node.Of(name) : null),
        ("model_file", definition.ModelFile is { } file ? Node.Of(file) : null),
        ("settings", definition.Settings?.Copy()),
        ("clock", definition.Clock is { } clock ? Node.Of(clock.ToString("O")) : null)), models);

    /// <summary>A tenant from its definition as stored, empty.</summary>
    public static Tenancy From(TenantId tenant, Node definition, IModelLibrary models)
    {
        var (name, file) = (definition["model"], definition["model_file"]);
        if (name is null == file is null) throw new AclException(ErrorCodes.InvalidDocument, "expected either a model's name or a model file", "model");
        var model = file is not null
            ? models.Read(file.Text)
            : models.Find(name!.Text) ?? throw new AclException(
                ErrorCodes.UnknownModel, $"there is no built-in model `{References.Shown(name.Text)}`; expected one of {string.Join(", ", models.Names)}", "model");
        var state = new TenantState(tenant, model, Settings(model, definition["settings"]), definition["clock"]?.AsInstant());
        return new Tenancy(state, definition);
    }

    /// <summary>The settings put over the model's defaults, which also say their types.</summary>
    private static Node Settings(Model model, Node? given)
    {
        foreach (var (key, value) in given?.AsMap() ?? Node.Map().Entries)
        {
            if (model.Settings[key] is not { } byDefault) throw value.Invalid($"model `{model.Name}` has no such setting");
            if (byDefault.Kind != value.Kind) throw value.Invalid($"expected a {byDefault.Kind.ToString().ToLowerInvariant()}");
        }

        return Node.Merge(model.Settings, given);
    }
}

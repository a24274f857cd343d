using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;

namespace OrleansAcl.State;

/// <summary>The versions of a tenant's model. They are part of its definition, so that one write puts a new one in place and keeps the old.</summary>
internal static class ModelHistory
{
    /// <summary>The blueprint that a change asks for.</summary>
    /// <exception cref="AclException">For a version that is not kept, and a model or setting that is not there.</exception>
    public static TenantBlueprint Changed(this TenantBlueprint now, ModelChange change, IModelLibrary models)
    {
        if (new object?[] { change.Model, change.ModelFile, change.Version }.Count(given => given is not null) > 1)
            throw new AclException(ErrorCodes.InvalidDocument, "expected one of a model's name, a model file and a version", "model");
        var (model, file, settings) = (now.Definition["model"], now.Definition["model_file"], now.Definition["settings"]);
        if (change.Model is { } name) (model, file) = (Node.Of(name), null);
        else if (change.ModelFile is { } text) (model, file) = (null, Node.Of(text));
        else if (change.Version is { } version && version != now.ModelVersion)
        {
            var kept = now.Earlier.FirstOrDefault(e => e["version"]!.AsInteger() == version)
                ?? throw new AclException(ErrorCodes.NotFound, $"version {version} of the model is not kept", "version");
            (model, file, settings) = (kept["model"], kept["model_file"], kept["settings"]);
        }

        return TenantBlueprint.Read(Node.Map(
            ("model", model?.Copy()), ("model_file", file?.Copy()), ("settings", (change.Settings ?? settings)?.Copy()),
            ("clock", now.Definition["clock"]?.Copy()), ("levels", now.Definition["levels"]?.Copy())), models);
    }

    /// <summary>Whether both have the same model with the same settings.</summary>
    public static bool HasModelOf(this TenantBlueprint one, TenantBlueprint other) => Equals(one, other, "model") && Equals(one, other, "model_file")
        && one.Settings.ValueEquals(other.Settings);

    private static bool Equals(TenantBlueprint one, TenantBlueprint other, string key) => one.Definition[key]?.Text == other.Definition[key]?.Text;

    /// <summary>Another blueprint as the version after this one.</summary>
    /// <param name="now">This one.</param>
    /// <param name="wanted">The other one.</param>
    /// <param name="origin">The change it comes with.</param>
    public static TenantBlueprint Next(this TenantBlueprint now, TenantBlueprint wanted, Change origin)
    {
        var retired = now.Indexes.Except(EntityKey.Indexes(wanted.Model)).ToList();
        return wanted with
        {
            Definition = Node.Map([
                .. wanted.Definition.Entries.Where(e => e.Key != "levels").Select(e => (e.Key, (Node?)e.Value.Copy())),
                ("version", Node.Of(now.ModelVersion + 1)),
                ("origin", Node.Map(
                    ("revision", Node.Of(origin.Revision)), ("time", Node.Of(origin.Time.ToString("O"))), ("actor", Node.Of(origin.Actor)),
                    ("reason", origin.Reason is { } reason ? Node.Of(reason) : null))),
                ("earlier", Node.List(now.Earlier.Select(e => e.Copy()).Append(Kept(now)).TakeLast(AclLimits.ModelVersions - 1))),
                ("levels", (now.NumberedLevels ?? now.Model.Levels?.Order) is { } levels ? Node.List(levels) : null),
                ("retired", retired.Count == 0 ? null : Node.List(retired))]),
        };
    }

    private static Node Kept(TenantBlueprint version) => Node.Map(
        ("version", Node.Of(version.ModelVersion)), ("name", Node.Of(version.Model.Name)), ("model", version.Definition["model"]?.Copy()),
        ("model_file", version.Definition["model_file"]?.Copy()), ("settings", version.Settings.Copy()), ("origin", version.Definition["origin"]?.Copy()));

    extension(TenantBlueprint blueprint)
    {
        /// <summary>The versions before this one that are kept.</summary>
        private IReadOnlyList<Node> Earlier => blueprint.Definition["earlier"]?.Items ?? [];
    }

    /// <summary>The versions that are kept, oldest first; the last is this one.</summary>
    public static IReadOnlyList<ModelVersion> Versions(this TenantBlueprint now, IModelLibrary models) =>
        [.. now.Earlier.Append(Kept(now)).Select(kept => Version(kept, models))];

    private static ModelVersion Version(Node kept, IModelLibrary models)
    {
        var (file, origin) = (kept["model_file"]?.Text, kept["origin"]);
        // A built-in model is what this program knows by its name.
        return new ModelVersion(kept["version"]!.AsInteger(), kept["name"]!.Text, file ?? models.Find(kept["name"]!.Text)?.Source ?? "", kept["settings"]!)
        {
            IsOwn = file is not null,
            Revision = origin?["revision"]?.AsInteger() ?? 0,
            Time = origin?["time"]?.AsInstant(),
            Actor = origin?["actor"]?.Text,
            Reason = origin?["reason"]?.Text,
        };
    }
}

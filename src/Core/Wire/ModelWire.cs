using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Changes of a tenant's model: <c>{model | model_file | version, settings}</c>, to be put with <c>{actor, reason, versions, revision, dry_run}</c> besides;
/// what became of one, <c>{tenant, conflicts, conflicts_complete}</c>; and the versions there are.
/// </summary>
public static class ModelWire
{
    private static readonly string[] ChangeKeys = ["model", "model_file", "version", "settings"];

    /// <summary>Reads what a model is to be.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ModelChange ReadChange(Node body)
    {
        body.RequireMap(ChangeKeys);
        return Change(body);
    }

    /// <summary>Writes what a model is to be.</summary>
    public static Node WriteChange(ModelChange change) => Node.Map(Members(change));

    /// <summary>Reads what is to be put.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ModelRequest ReadRequest(Node body)
    {
        body.RequireMap([.. ChangeKeys, "actor", "reason", "versions", "revision", "dry_run"]);
        return new ModelRequest(Change(body))
        {
            Actor = body.OptionalText("actor"),
            Reason = body.OptionalText("reason"),
            Versions = body["versions"] is { } versions ? [.. versions.AsList().Select(v => v.AsInteger())] : null,
            Revision = body["revision"]?.AsInteger(),
            DryRun = body["dry_run"]?.AsBoolean() ?? false,
        };
    }

    /// <summary>Writes what is to be put.</summary>
    public static Node WriteRequest(ModelRequest request) => Node.Map([
        .. Members(request.Change),
        ("actor", Fields.Text(request.Actor)),
        ("reason", Fields.Text(request.Reason)),
        ("versions", request.Versions is { } versions ? Node.List(versions.Select(v => Node.Of(v))) : null),
        ("revision", Fields.Number(request.Revision)),
        ("dry_run", request.DryRun ? Node.Of(true) : null)]);

    /// <summary>Reads what became of it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ModelResult ReadResult(Node body) => new(TenantWire.Read(body.Require("tenant")), ReadConflicts(body));

    /// <summary>Reads problem details; null when they are of something else.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ModelResult? ReadRefused(Node problem) => problem["conflicts"] is null ? null : ReadResult(problem);

    /// <summary>The members of what became of it.</summary>
    public static IEnumerable<(string Key, Node? Value)> WriteResult(ModelResult result) =>
        [("tenant", TenantWire.Write(result.Tenant)), .. WriteConflicts(result.Conflicts)];

    /// <summary>Reads the versions, <c>{versions: [{version, model, source, settings, own, revision, time, actor, reason}]}</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static IReadOnlyList<ModelVersion> ReadVersions(Node body) => [.. body.RequireMap("versions!").Require("versions").AsList().Select(ReadVersion)];

    /// <summary>Writes the versions.</summary>
    public static Node WriteVersions(IEnumerable<ModelVersion> versions) => Node.Map(("versions", Node.List(versions.Select(WriteVersion))));

    /// <summary>Writes one version.</summary>
    public static Node WriteVersion(ModelVersion version) => Node.Map(
        ("version", Node.Of(version.Version)),
        ("model", Node.Of(version.Model)),
        ("source", Node.Of(version.Source)),
        ("settings", version.Settings.Copy()),
        ("own", version.IsOwn ? Node.Of(true) : null),
        ("revision", Node.Of(version.Revision)),
        ("time", Fields.Instant(version.Time)),
        ("actor", Fields.Text(version.Actor)),
        ("reason", Fields.Text(version.Reason)));

    private static ModelVersion ReadVersion(Node node)
    {
        node.RequireMap("version!", "model!", "source!", "settings!", "own", "revision!", "time", "actor", "reason");
        return new ModelVersion(node["version"]!.AsInteger(), node["model"]!.AsString(), node["source"]!.AsString(), node.OptionalMap("settings")!)
        {
            IsOwn = node["own"]?.AsBoolean() ?? false,
            Revision = node["revision"]!.AsInteger(),
            Time = node["time"]?.AsInstant(),
            Actor = node.OptionalText("actor"),
            Reason = node.OptionalText("reason"),
        };
    }

    /// <summary>Reads a change out of a larger body.</summary>
    internal static ModelChange Change(Node body) => new()
    {
        Model = body.OptionalText("model"),
        ModelFile = body.OptionalText("model_file"),
        Version = body["version"]?.AsInteger(),
        Settings = body.OptionalMap("settings"),
    };

    /// <summary>The members of a change.</summary>
    internal static IEnumerable<(string Key, Node? Value)> Members(ModelChange change) =>
    [
        ("model", Fields.Text(change.Model)), ("model_file", Fields.Text(change.ModelFile)), ("version", Fields.Number(change.Version)),
        ("settings", change.Settings?.Copy()),
    ];

    /// <summary>Reads what cannot be, out of a larger body.</summary>
    internal static ModelConflicts ReadConflicts(Node body) => new(body.OptionalList("conflicts", ReadConflict), body.Require("conflicts_complete").AsBoolean());

    /// <summary>The members of what cannot be.</summary>
    internal static IEnumerable<(string Key, Node? Value)> WriteConflicts(ModelConflicts conflicts) =>
    [
        ("conflicts", Node.List(conflicts.Items.Select(c => Node.Map(
            ("kind", Node.Of(c.Object.Kind)), ("id", Node.Of(c.Object.Id)), ("code", Node.Of(c.Code)), ("message", Node.Of(c.Message)), ("place", Fields.Text(c.Place)))))),
        ("conflicts_complete", Node.Of(conflicts.Complete)),
    ];

    private static ModelConflict ReadConflict(Node node)
    {
        node.RequireMap("kind!", "id!", "code!", "message!", "place");
        return new ModelConflict(
            new ObjectRef(node["kind"]!.AsString(), node["id"]!.AsString()), node["code"]!.AsString(), node["message"]!.AsString(), node.OptionalText("place"));
    }
}

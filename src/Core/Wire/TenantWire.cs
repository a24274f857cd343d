using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Tenants: defined by <c>{model | model_file, settings, clock, importing}</c>, shown as
/// <c>{tenant, model, settings, clock, revision, types: [{name, actions, create, open, shown_by, administrators}], documents, sharing,
/// counts: {kinds, types}, model_file, model_version, importing}</c>. Clocks are instants in ISO 8601.
/// </summary>
public static class TenantWire
{
    /// <summary>Reads what a tenant is to be; whether the model fits is the service's to say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static TenantDefinition ReadDefinition(Node body)
    {
        body.RequireMap("model", "model_file", "settings", "clock", "importing");
        return new TenantDefinition
        {
            Model = body.OptionalText("model"),
            ModelFile = body.OptionalText("model_file"),
            Settings = body.OptionalMap("settings"),
            Clock = body["clock"]?.AsInstant(),
            Importing = body["importing"]?.AsBoolean() ?? false,
        };
    }

    /// <summary>Writes what a tenant is to be.</summary>
    public static Node WriteDefinition(TenantDefinition definition) => Node.Map(
        ("model", Fields.Text(definition.Model)),
        ("model_file", Fields.Text(definition.ModelFile)),
        ("settings", definition.Settings?.Copy()),
        ("clock", Fields.Instant(definition.Clock)),
        ("importing", definition.Importing ? Node.Of(true) : null));

    /// <summary>Reads what a tenant is.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static TenantInfo Read(Node body)
    {
        body.RequireMap("tenant!", "model!", "settings!", "clock", "revision!", "types", "documents", "sharing", "counts", "model_file", "model_version",
            "importing");
        return new TenantInfo(
            body.Require("tenant").Parsed(TenantId.Parse),
            body.Require("model").AsString(),
            body.OptionalMap("settings")!,
            body["clock"]?.AsInstant(),
            body.Require("revision").AsInteger())
        {
            Types = body.OptionalList("types", ReadType),
            Documents = body["documents"]?.AsStrings() ?? [],
            Sharing = SharingWire.Read(body["sharing"]),
            Counts = body["counts"] is { } counts ? ReadCounts(counts) : null,
            ModelFile = body.OptionalText("model_file"),
            ModelVersion = body["model_version"]?.AsInteger() ?? 1,
            Importing = body["importing"]?.AsBoolean() ?? false,
        };
    }

    private static ObjectCounts ReadCounts(Node counts)
    {
        counts.RequireMap("kinds!", "types!");
        return new ObjectCounts(ReadNumbers(counts["kinds"]!), ReadNumbers(counts["types"]!));
    }

    private static OrderedDictionary<string, long> ReadNumbers(Node numbers) => new(numbers.AsMap().Select(e => KeyValuePair.Create(e.Key, e.Value.AsInteger())));

    private static Node WriteNumbers(IReadOnlyDictionary<string, long> numbers) => Node.Map(numbers.Select(n => (n.Key, (Node?)Node.Of(n.Value))));

    private static TypeInfo ReadType(Node type)
    {
        type.RequireMap("name!", "actions!", "create", "open!", "shown_by", "administrators");
        return new TypeInfo(type["name"]!.AsString(), type["actions"]!.AsStrings(), type.OptionalText("create"), type["open"]!.AsBoolean())
        {
            ShownBy = type.OptionalText("shown_by"),
            Administrators = SharingWire.ReadAdministrators(type["administrators"]),
        };
    }

    /// <summary>Writes what a tenant is.</summary>
    public static Node Write(TenantInfo info) => Node.Map(
        ("tenant", Node.Of(info.Tenant.Value)),
        ("model", Node.Of(info.Model)),
        ("settings", info.Settings.Copy()),
        ("clock", Fields.Instant(info.Clock)),
        ("revision", Node.Of(info.Revision)),
        ("types", Node.List(info.Types.Select(t => Node.Map(
            ("name", Node.Of(t.Name)), ("actions", Node.List(t.Actions)), ("create", Fields.Text(t.Creation)), ("open", Node.Of(t.Open)),
            ("shown_by", Fields.Text(t.ShownBy)),
            ("administrators", SharingWire.Write(t.Administrators)))))),
        ("documents", Fields.Texts(info.Documents)),
        ("sharing", SharingWire.Write(info.Sharing)),
        ("counts", info.Counts is { } counts ? Node.Map(("kinds", WriteNumbers(counts.Kinds)), ("types", WriteNumbers(counts.Types))) : null),
        ("model_file", Fields.Text(info.ModelFile)),
        ("model_version", Node.Of(info.ModelVersion)),
        ("importing", info.Importing ? Node.Of(true) : null));

    /// <summary>Reads all tenants, <c>{tenants: [..]}</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static IReadOnlyList<TenantInfo> ReadMany(Node body) => body.RequireMap("tenants!").OptionalList("tenants", Read);

    /// <summary>Writes all tenants.</summary>
    public static Node WriteMany(IEnumerable<TenantInfo> tenants) => Node.Map(("tenants", Node.List(tenants.Select(Write))));
}

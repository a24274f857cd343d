using System.Globalization;
using OrleansAcl.Documents;
using OrleansAcl.Servers;

namespace OrleansAcl.Wire;

/// <summary>
/// What a host says of itself: <c>{process, store: {path, bytes, log_bytes, waiting}, tenants: [{tenant, model, revision, places}], silos: [{address, name,
/// status, started, host, this, seen, activations, processor_load, report: {process, http, copies}, silent}], silent}</c>.
/// </summary>
public static class ServerWire
{
    /// <summary>Writes it.</summary>
    public static Node Write(ServerInfo info) => Node.Map(
        ("process", Write(info.Process)),
        ("store", info.Store is { } store ? Node.Map(
            ("path", Fields.Text(store.Path)), ("bytes", Node.Of(store.Bytes)), ("log_bytes", Node.Of(store.LogBytes)), ("waiting", Node.Of(store.Waiting))) : null),
        ("tenants", Node.List(info.Tenants.Select(t => Node.Map(
            ("tenant", Node.Of(t.Tenant)), ("model", Node.Of(t.Model)), ("revision", Node.Of(t.Revision)), ("places", t.Places is { } places ? Write(places) : null))))),
        ("silos", info.Silos.Count == 0 ? null : Node.List(info.Silos.Select(Write))), ("silent", Fields.Text(info.Silent)));

    /// <summary>Writes what a silo says of itself.</summary>
    public static Node Write(SiloReport report) => Node.Map(
        ("process", Write(report.Process)), ("http", Node.List(report.Http)),
        ("copies", Node.List(report.Copies.Select(c => Node.Map(
            ("tenant", Node.Of(c.Tenant)), ("revision", Node.Of(c.Revision)), ("behind", c.Behind is { } behind ? Node.Of(behind) : null),
            ("lease_seconds", Number(c.LeaseSeconds)), ("places", Write(c.Places)))))));

    /// <summary>Reads what a silo says of itself.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static SiloReport ReadReport(Node body) => new(
        ReadProcess(body.Require("process")), body.Require("http").AsStrings(), body.OptionalList("copies", c => new TenantCopy(
            c.Require("tenant").AsString(), c.Require("revision").AsInteger(), ReadNumber(c.Require("lease_seconds")), ReadPlaces(c.Require("places")))));

    private static Node Write(SiloInfo silo) => Node.Map(
        ("address", Node.Of(silo.Address)), ("name", Node.Of(silo.Name)), ("status", Node.Of(silo.Status)), ("started", Node.Of(silo.Started)),
        ("host", Node.Of(silo.Host)), ("this", Node.Of(silo.IsThis)), ("seen", Node.Of(silo.Seen)),
        ("activations", silo.Activations is { } activations ? Node.Of(activations) : null),
        ("processor_load", silo.ProcessorLoad is { } load ? Number(load) : null),
        ("report", silo.Report is { } report ? Write(report) : null), ("silent", Fields.Text(silo.Silent)));

    private static Node Write(ProcessInfo process) => Node.Map(
        ("host", Node.Of(process.Host)), ("id", Node.Of(process.Id)), ("version", Node.Of(process.Version)), ("started", Node.Of(process.Started)),
        ("memory_bytes", Node.Of(process.MemoryBytes)), ("heap_bytes", Node.Of(process.HeapBytes)), ("processors", Node.Of(process.Processors)),
        ("processor_seconds", Number(process.ProcessorSeconds)), ("system", Node.Of(process.System)));

    private static ProcessInfo ReadProcess(Node body) => new(
        body.Require("host").AsString(), (int)body.Require("id").AsInteger(), body.Require("version").AsString(), body.Require("started").AsInstant())
    {
        MemoryBytes = body.Require("memory_bytes").AsInteger(), HeapBytes = body.Require("heap_bytes").AsInteger(), Processors = (int)body.Require("processors").AsInteger(),
        ProcessorSeconds = ReadNumber(body.Require("processor_seconds")), System = body.Require("system").AsString(),
    };

    private static Node Write(PlacesInfo places) => Node.Map(
        ("users", Node.Of(places.Users)), ("groups", Node.Of(places.Groups)), ("sets", Node.Of(places.Sets)), ("resources", Node.Of(places.Resources)),
        ("closures", Node.Of(places.Closures)));

    private static PlacesInfo ReadPlaces(Node body) => new(
        (int)body.Require("users").AsInteger(), (int)body.Require("groups").AsInteger(), (int)body.Require("sets").AsInteger(),
        (int)body.Require("resources").AsInteger(), (int)body.Require("closures").AsInteger());

    private static Node Number(double value) => Node.Number(Math.Round(value, 1).ToString("0.0", CultureInfo.InvariantCulture));

    private static double ReadNumber(Node node) => double.Parse(node.Text, CultureInfo.InvariantCulture);
}

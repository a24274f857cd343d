using System.CommandLine;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl tenants list|show|put|delete</c>.</summary>
internal static class TenantsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit) => new("tenants", "The tenants of a server.") { List(kit), Show(kit), Put(kit), Delete(kit) };

    private static Command List(CommandKit kit) => kit.Client("list", "Lists the tenants.", async (session, _, cancellation) =>
    {
        var tenants = await session.Service.ListTenantsAsync(cancellation);
        session.Printer.PrintList(tenants, Shown, ToNode);
        return ExitCodes.Done;
    });

    private static Command Show(CommandKit kit)
    {
        var name = new Argument<string?>("NAME") { Description = "The tenant; left out, that of --tenant", Arity = ArgumentArity.ZeroOrOne };
        var command = kit.Client("show", "Shows a tenant and how much it has stored.", async (session, parsed, cancellation) =>
        {
            var tenant = parsed.GetValue(name) is { } named ? TenantId.Parse(named) : session.Tenant;
            var info = await session.Service.GetTenantAsync(tenant, cancellation) ?? throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");
            session.Printer.Print(string.Join('\n', Counted(info).Prepend(Shown(info))), TenantWire.Write(info));
            return ExitCodes.Done;
        });
        command.Add(name);
        return command;
    }

    private static IEnumerable<string> Counted(TenantInfo info) => info.Counts is not { } counts ? []
        : counts.Kinds.Concat(counts.Types.Select(type => KeyValuePair.Create($"resource {type.Key}", type.Value))).Select(count => $"  {count.Key}: {count.Value}");

    private static Command Put(CommandKit kit)
    {
        var name = new Argument<string>("NAME") { Description = "1 to 63 of a-z, 0-9 and -" };
        var model = new Option<string>("--model") { Description = "A built-in model, or the path of a model file", HelpName = "MODEL", Required = true };
        var settings = new Option<string?>("--settings") { Description = "The model's settings, a JSON object", HelpName = "JSON" };
        var command = kit.Client("put", "Makes a tenant.", async (session, parsed, cancellation) =>
        {
            var definition = new TenantDefinition { Settings = QuestionOptions.ReadMap(parsed.GetValue(settings), "--settings") };
            definition = await ModelSource.ReadAsync(definition, parsed.GetValue(model)!, "", cancellation);
            var info = await session.Service.PutTenantAsync(TenantId.Parse(parsed.GetValue(name)!), definition, cancellation);
            session.Printer.Print(Shown(info), ToNode(info));
            return ExitCodes.Done;
        });
        command.Add(name);
        command.Add(model);
        command.Add(settings);
        return command;
    }

    private static Command Delete(CommandKit kit)
    {
        var name = new Argument<string>("NAME") { Description = "The tenant, with all it holds" };
        var command = kit.Client("delete", "Removes a tenant and all it holds.", async (session, parsed, cancellation) =>
        {
            var tenant = TenantId.Parse(parsed.GetValue(name)!);
            var deleted = await session.Service.DeleteTenantAsync(tenant, cancellation);
            if (deleted) session.Printer.Print($"deleted {tenant}", Node.Map(("deleted", Node.Of(tenant.Value))));
            else session.Printer.Error(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");
            return deleted ? ExitCodes.Done : ExitCodes.Refused;
        });
        command.Add(name);
        return command;
    }

    private static string Shown(TenantInfo info) => $"{info.Tenant} {info.Model} revision {info.Revision}";

    private static Node ToNode(TenantInfo info) => Node.Map(
        ("tenant", Node.Of(info.Tenant.Value)), ("model", Node.Of(info.Model)), ("settings", info.Settings.Copy()),
        ("clock", info.Clock is { } clock ? Node.Of(clock.ToString("O")) : null), ("revision", Node.Of(info.Revision)));
}

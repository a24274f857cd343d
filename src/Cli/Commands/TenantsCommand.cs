using System.CommandLine;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl tenants list|put|delete</c>.</summary>
internal static class TenantsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit) => new("tenants", "The tenants of a server.") { List(kit), Put(kit), Delete(kit) };

    private static Command List(CommandKit kit) => kit.Client("list", "Lists the tenants.", async (session, _, cancellation) =>
    {
        var tenants = await session.Service.ListTenantsAsync(cancellation);
        session.Printer.PrintList(tenants, Shown, ToNode);
        return ExitCodes.Done;
    });

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

using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl model show|versions|plan|put|restore</c>: a tenant's model, and another in its place; exits 1 when what is stored stands against it.</summary>
internal static class ModelCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit) =>
        new("model", "A tenant's model, and another one in its place.") { Show(kit), Versions(kit), Plan(kit), Put(kit), Restore(kit) };

    private static Command Show(CommandKit kit)
    {
        var number = new Option<long?>("--version") { Description = "An earlier version", HelpName = "N" };
        var command = kit.Client("show", "Prints the file of a tenant's model.", async (session, parsed, cancellation) =>
        {
            var versions = await session.Service.ListModelsAsync(session.Tenant, cancellation);
            var wanted = parsed.GetValue(number);
            var version = wanted is null ? versions[^1] : versions.FirstOrDefault(v => v.Version == wanted)
                ?? throw new AclException(ErrorCodes.NotFound, $"version {wanted} of the model is not kept", "--version");
            session.Printer.Print(version.Source.TrimEnd(), ModelWire.WriteVersion(version));
            return ExitCodes.Done;
        });
        command.Add(number);
        return command;
    }

    private static Command Versions(CommandKit kit) => kit.Client("versions", "Lists the versions that are kept.", async (session, _, cancellation) =>
    {
        session.Printer.PrintList(await session.Service.ListModelsAsync(session.Tenant, cancellation), ModelLines.Of, ModelWire.WriteVersion);
        return ExitCodes.Done;
    });

    private static Command Plan(CommandKit kit)
    {
        var arguments = new ModelArguments();
        var number = new Option<long?>("--version") { Description = "An earlier version instead of a model", HelpName = "N" };
        var command = kit.Client("plan", "Says what another model would make of a tenant, and changes nothing.", async (session, parsed, cancellation) =>
        {
            var change = await arguments.ReadAsync(parsed, parsed.GetValue(number), cancellation);
            var plan = await session.Service.PlanModelAsync(session.Tenant, change, cancellation);
            session.Printer.Print(string.Join('\n', ModelLines.Of(plan)), ModelPlanWire.Write(plan));
            return plan.Conflicts.Items.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });
        arguments.AddTo(command);
        command.Add(number);
        return command;
    }

    private static Command Put(CommandKit kit)
    {
        var (arguments, options) = (new ModelArguments(), new ModelPutOptions());
        var command = kit.Client("put", "Puts another model, or other settings, in the place of a tenant's own.", async (session, parsed, cancellation) =>
            await PutAsync(session, options.Read(session, parsed, await arguments.ReadAsync(parsed, null, cancellation)), cancellation));
        arguments.AddTo(command);
        options.AddTo(command);
        return command;
    }

    private static Command Restore(CommandKit kit)
    {
        var number = new Argument<long>("VERSION") { Description = "A version that is kept" };
        var options = new ModelPutOptions();
        var command = kit.Client("restore", "Puts an earlier version, with its settings, as a new one.", (session, parsed, cancellation) =>
            PutAsync(session, options.Read(session, parsed, new ModelChange { Version = parsed.GetValue(number) }), cancellation));
        command.Add(number);
        options.AddTo(command);
        return command;
    }

    private static async Task<int> PutAsync(Session session, ModelRequest request, CancellationToken cancellation)
    {
        var result = await session.Service.PutModelAsync(session.Tenant, request, cancellation);
        var info = result.Tenant;
        // As for `apply`, programs find what was refused where they find what was done.
        if (result.Applied || session.Printer.Json)
            session.Printer.Print(
                $"{(request.DryRun ? "would be " : "")}{info.Tenant} {info.Model} version {info.ModelVersion} revision {info.Revision}",
                Node.Map(ModelWire.WriteResult(result)));
        else
            session.Printer.Error(ErrorCodes.ModelConflict, string.Join('\n', ModelLines.Of(result.Conflicts).Prepend(result.Refusal().Detail)));
        return result.Applied ? ExitCodes.Done : ExitCodes.Refused;
    }
}

using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl models list|show|validate</c>: the built-in models, and whether a model file is one. Needs no server.</summary>
internal static class ModelsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit) =>
        new("models", "The built-in models, and model files of one's own.") { List(kit), Show(kit), Validate(kit) };

    private static Command List(CommandKit kit)
    {
        var command = kit.Local("list", "Lists the built-in models.", (printer, _, _) =>
        {
            printer.PrintList(kit.Hosting.ModelNames);
            return Task.FromResult(ExitCodes.Done);
        });
        kit.Options.AddJsonTo(command);
        return command;
    }

    private static Command Show(CommandKit kit)
    {
        var name = new Argument<string>("NAME") { Description = "A built-in model" };
        var command = kit.Local("show", "Prints a built-in model's file.", (printer, parsed, _) =>
        {
            var text = kit.Hosting.ModelText(parsed.GetValue(name)!)
                ?? throw new AclException(ErrorCodes.UnknownModel, $"no built-in model is named `{parsed.GetValue(name)}`; there are {string.Join(", ", kit.Hosting.ModelNames)}");
            printer.Print(text.TrimEnd(), Node.Of(text));
            return Task.FromResult(ExitCodes.Done);
        });
        kit.Options.AddJsonTo(command);
        command.Add(name);
        return command;
    }

    private static Command Validate(CommandKit kit)
    {
        var file = new Argument<string>("FILE") { Description = "A model file" };
        var command = kit.Local("validate", "Says whether a model file is one, and if not, where it is wrong.", async (printer, parsed, cancellation) =>
        {
            var text = Yaml.Decode(await File.ReadAllBytesAsync(parsed.GetValue(file)!, cancellation));
            return await ValidateAsync(kit, printer, text, cancellation);
        });
        kit.Options.AddJsonTo(command);
        command.Add(file);
        return command;
    }

    private static async Task<int> ValidateAsync(CommandKit kit, Printer printer, string text, CancellationToken cancellation)
    {
        // A model is valid when a tenant can be made of it, so that is what is tried.
        await using var opened = new Opened(await kit.Hosting.OpenInMemoryAsync());
        try
        {
            var info = await opened.Service.PutTenantAsync(TenantId.Default, new TenantDefinition { ModelFile = text }, cancellation);
            printer.Print($"valid: {info.Model}", Node.Map(("valid", Node.Of(true)), ("model", Node.Of(info.Model))));
            return ExitCodes.Done;
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidModel or ErrorCodes.InvalidDocument)
        {
            printer.Error(e);
            return ExitCodes.Refused;
        }
    }
}

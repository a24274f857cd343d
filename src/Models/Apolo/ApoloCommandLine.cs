using OrleansAcl.Changes;
using OrleansAcl.Requests;

namespace OrleansAcl.Models.Apolo;

/// <summary>Apolo's command line: grant, share, revoke, list, ls, add-role, remove-role, list-roles, with its exit codes.</summary>
internal sealed class ApoloCommandLine : ICommandLine
{
    /// <inheritdoc/>
    public string? Lacking(Model model) => model.Levels is null || !model.Documents.ContainsKey("role") ? "`levels` and `role` documents" : null;

    /// <inheritdoc/>
    public CommandOutput Run(IReadOnlyList<string> words, CommandScope scope)
    {
        var commands = new ApoloCommands(scope);
        try
        {
            var arguments = ApoloArguments.Parse(words);
            switch (arguments.Command)
            {
                case "grant" or "share": commands.Grant(arguments); break;
                case "revoke": commands.Revoke(arguments); break;
                case "list" or "ls": commands.List(arguments); break;
                case "add-role": commands.AddRole(arguments); break;
                case "remove-role": commands.RemoveRole(arguments); break;
                default: commands.ListRoles(arguments); break;
            }

            return new CommandOutput(ApoloExit.Done, commands.Out, scope.Step.Warnings);
        }
        catch (ApoloUsageException e)
        {
            return Refused(scope, ErrorCodes.InvalidDocument, ApoloExit.Usage, e.Message);
        }
        catch (StepDeniedException e)
        {
            return Refused(scope, ErrorCodes.Denied, ApoloExit.Denied, e.Missing.Count == 0 ? "not authorized" : $"not authorized: needs {string.Join(", ", e.Missing)}");
        }
        catch (AclException e)
        {
            return Refused(scope, e.Code, e.Code == ErrorCodes.NotFound ? ApoloExit.NoSuchRole : ApoloExit.Refused, e.Detail);
        }
    }

    private static CommandOutput Refused(CommandScope scope, string code, int exit, string message)
    {
        scope.Refusal = code;
        return new CommandOutput(exit, [], [message]);
    }
}

/// <summary>Apolo's exit codes.</summary>
internal static class ApoloExit
{
    /// <summary>Done, also when a grant changed nothing.</summary>
    public const int Done = 0;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>No such role.</summary>
    public const int NoSuchRole = 72;

    /// <summary>Not authorized.</summary>
    public const int Denied = 77;

    /// <summary>Refused: a malformed URI, nothing to revoke, a bad role name.</summary>
    public const int Refused = 127;
}

/// <summary>The command line is not used as it must be.</summary>
internal sealed class ApoloUsageException(string message) : Exception(message);

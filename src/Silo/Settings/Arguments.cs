using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace OrleansAcl.Silo;

/// <summary>The command line: a command, and settings as <c>--Acl:Port=7070</c>, <c>--port=7070</c> or <c>--port 7070</c>.</summary>
/// <param name="Command">What to do: <see cref="Run"/> when none is named.</param>
/// <param name="Flags">The settings, as configuration reads them.</param>
internal sealed partial record Arguments(string Command, string[] Flags)
{
    /// <summary>Runs a silo.</summary>
    public const string Run = "run";

    /// <summary>Makes the tables in PostgreSQL.</summary>
    public const string Schema = "schema";

    /// <summary>Forgets the silos of a cluster of which none runs.</summary>
    public const string Forget = "forget";

    /// <summary>Lists commands and settings.</summary>
    public const string Help = "help";

    /// <summary>The short form of each setting: <c>SiloPort</c> is <c>--silo-port</c>, <c>Oidc:Issuer</c> is <c>--oidc-issuer</c>.</summary>
    public static IReadOnlyDictionary<string, string> ShortForms { get; } =
        SiloSettings.Names.ToDictionary(ShortForm, name => $"{SiloOptions.Section}:{name}", StringComparer.OrdinalIgnoreCase);

    /// <summary>A setting's short form.</summary>
    public static string ShortForm(string name) => "--" + Humps().Replace(name, "-$1").Replace(":", "").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Humps();

    /// <summary>Reads a command line.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> for what is neither a command nor a known flag with its value.</exception>
    public static Arguments Read(IReadOnlyList<string> args)
    {
        if (args.Any(a => a is "--help" or "-h")) return new Arguments(Help, []);
        string? command = null;
        var flags = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                RequireKnown(arg.Split('=')[0]);
                flags.Add(arg);
                if (arg.Contains('=')) continue;
                flags.Add(++i < args.Count ? args[i] : throw Invalid($"`{arg}` has no value", arg));
            }
            else
            {
                if (command is not null || arg is not (Run or Schema or Forget or Help))
                    throw Invalid($"`{arg}` is no command; expected one of {Run}, {Schema}, {Forget}, {Help}, and settings as `--name=value`", null);
                command = arg;
            }
        }

        return new Arguments(command ?? Run, [.. flags]);
    }

    private static void RequireKnown(string flag)
    {
        if (ShortForms.ContainsKey(flag) || flag.StartsWith($"--{SiloOptions.Section}:", StringComparison.OrdinalIgnoreCase)
            || flag.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase)) return;
        throw Invalid($"`{flag}` is not known; expected `--{SiloOptions.Section}:NAME`, `--Logging:..` or one of {string.Join(", ", ShortForms.Keys)}", null);
    }

    /// <summary>Adds the settings to what file and environment say; they count first.</summary>
    public void AddTo(IConfigurationBuilder configuration) =>
        configuration.AddCommandLine(Flags, ShortForms.ToDictionary(StringComparer.OrdinalIgnoreCase));

    private static AclException Invalid(string message, string? place) => new(ErrorCodes.InvalidArguments, message, place);
}

using System.CommandLine;
using OrleansAcl.Api.Decisions;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl serve</c>: the HTTP API over the embedded store, until it is stopped.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 7070;

    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var demo = new Option<bool>("--demo") { Description = "Make a tenant for each built-in model, filled with its examples" };
        var data = new Option<string?>("--data") { Description = $"Data folder [env ACL_DATA, default {ClientOptions.DefaultData}]", HelpName = "DIR" };
        var listen = new Option<string>("--listen") { Description = "Address to listen on", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "TCP port, 0 for any free one", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        var url = new Option<string?>("--public-url")
        {
            Description = "The https address callers reach the API at, for AuthZEN metadata [env ACL_PUBLIC_URL]", HelpName = "URL",
        };
        var log = new Option<string?>("--decision-log") { Description = "A file to write decisions to, one JSON object a line", HelpName = "FILE" };
        var sample = new Option<double>("--decision-sample")
        {
            Description = "The share of decisions that is written, 0 to 1", HelpName = "SHARE", DefaultValueFactory = _ => 1,
        };
        var issuer = new IssuerOptions();
        var command = kit.Local("serve", "Serves the HTTP API and the web pages.", (_, parsed, cancellation) =>
        {
            var folder = parsed.GetValue(data) ?? kit.Terminal.Named("ACL_DATA") ?? ClientOptions.DefaultData;
            var settings = new ServeSettings(folder, parsed.GetValue(listen)!, parsed.GetValue(port), parsed.GetValue(demo))
            {
                PublicUrl = parsed.GetValue(url) ?? kit.Terminal.Named("ACL_PUBLIC_URL"),
                Oidc = issuer.Read(parsed),
                DecisionLog = ReadLog(parsed.GetValue(log), parsed.GetValue(sample)),
            };
            return kit.Hosting.ServeAsync(settings, kit.Terminal, cancellation);
        });
        foreach (var option in (Option[])[demo, data, listen, port, url, log, sample]) command.Add(option);
        issuer.AddTo(command);
        return command;
    }

    private static DecisionLogOptions? ReadLog(string? path, double sample)
    {
        if (!(sample is >= 0 and <= 1)) throw new AclException(ErrorCodes.InvalidArguments, $"expected a share from 0 to 1, not {sample}", "--decision-sample");
        return string.IsNullOrWhiteSpace(path) ? null : new DecisionLogOptions { Path = path, Sample = sample };
    }
}

using System.CommandLine;
using System.Net;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;

namespace OrleansAcl.Cli;

/// <summary>The options that every client command has, and what they come to with the environment.</summary>
internal sealed class ClientOptions
{
    /// <summary>The server asked when none is named.</summary>
    public const string DefaultServer = "http://127.0.0.1:7070";

    /// <summary>The data folder when none is named.</summary>
    public const string DefaultData = "data";

    private readonly Option<string?> _server = new("--server") { Description = $"Server to ask [env ACL_SERVER, default {DefaultServer}]", HelpName = "URL" };
    private readonly Option<string?> _token = new("--token") { Description = $"Bearer token [env ACL_TOKEN, else {DataFolder.TokenFile} in the data folder]", HelpName = "TOKEN" };
    private readonly Option<string?> _data = new("--data") { Description = $"Data folder to look the token up in [env ACL_DATA, default {DefaultData}]", HelpName = "DIR" };
    private readonly Option<string> _tenant = new("--tenant") { Description = "Tenant", HelpName = "NAME", DefaultValueFactory = _ => "default" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };
    private readonly Option<string?> _as = new("--as") { Description = "Subject that changes are authorized as, such as user:ann; left out, the system", HelpName = "SUBJECT" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        AddServerTo(command);
        command.Add(_tenant);
        command.Add(_as);
    }

    /// <summary>Gives those that say which server to a command that makes its own tenants.</summary>
    public void AddServerTo(Command command)
    {
        foreach (var option in (Option[])[_server, _token, _data, _json]) command.Add(option);
    }

    /// <summary>Gives the option of JSON alone to a command that needs no server.</summary>
    public void AddJsonTo(Command command) => command.Add(_json);

    /// <summary>Whether programs read the output.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The server named by option or environment; null when neither does.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when it is no http address.</exception>
    public Uri? NamedServer(ParseResult parsed, Terminal terminal)
    {
        if ((parsed.GetValue(_server) ?? terminal.Named("ACL_SERVER")) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new AclException(ErrorCodes.InvalidArguments, $"`{text}` is not an http or https address", "--server");
    }

    /// <summary>The data folder named by option; null when it is not.</summary>
    public string? NamedFolder(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>The tenant asked about.</summary>
    public TenantId Tenant(ParseResult parsed) => TenantId.Parse(parsed.GetValue(_tenant)!);

    /// <summary>Whom changes are authorized as.</summary>
    public SubjectRef? As(ParseResult parsed) => parsed.GetValue(_as) is { } text ? SubjectRef.Parse(text) : null;

    /// <summary>The token by option, environment or the data folder's file; null when there is none.</summary>
    public string? Token(ParseResult parsed, Terminal terminal, Uri server)
    {
        if ((parsed.GetValue(_token) ?? terminal.Named("ACL_TOKEN")) is { } token) return token;

        // The token of whatever runs here is not sent elsewhere unless somebody says that it belongs there.
        var data = parsed.GetValue(_data) ?? terminal.Named("ACL_DATA");
        if (data is null && !IsHere(server)) return null;
        var file = Path.Combine(data ?? DefaultData, DataFolder.TokenFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static bool IsHere(Uri server) =>
        server.IsLoopback || IPAddress.TryParse(server.Host, out var address) && IPAddress.IsLoopback(address);
}

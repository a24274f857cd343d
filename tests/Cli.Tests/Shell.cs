using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli.Tests;

/// <summary>Runs command lines against a scripted service and keeps what they print.</summary>
internal sealed class Shell
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public Shell() => Hosting = new ScriptedHosting(Service);

    public ScriptedService Service { get; } = new();

    public ScriptedHosting Hosting { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public string In { get; set; } = "";

    public string Out => _out.ToString().TrimEnd();

    public string Error => _error.ToString().TrimEnd();

    public Task<int> RunAsync(params string[] arguments)
    {
        var terminal = new Terminal(_out, _error, new StringReader(In), name => Variables.GetValueOrDefault(name));
        return AclCommandLine.RunAsync(arguments, Hosting, terminal, TestContext.Current.CancellationToken);
    }
}

using System.CommandLine;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>The command by which this program starts itself as a silo.</summary>
internal static class SiloCommand
{
    public static Command Make()
    {
        var siloPort = new Option<int>("--silo-port") { Required = true };
        var gatewayPort = new Option<int>("--gateway-port") { Required = true };
        var primaryPort = new Option<int>("--primary-port") { Required = true };
        var storage = new Option<string?>("--storage");
        var command = new Command(SiloProcess.Command, "what the others start: one silo, until its standard input ends")
        {
            siloPort, gatewayPort, primaryPort, storage,
        };
        command.SetAction((parsed, _) => SiloProcess.RunAsync(new SiloPlan(
            parsed.GetValue(siloPort), parsed.GetValue(gatewayPort), parsed.GetValue(primaryPort), parsed.GetValue(storage))));
        return command;
    }
}

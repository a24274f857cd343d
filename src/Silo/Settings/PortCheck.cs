using System.Net;
using System.Net.Sockets;

namespace OrleansAcl.Silo;

/// <summary>
/// Looks whether the ports of a silo are free before it starts. Orleans listens in a way that lets two processes share a port, and each then
/// gets some of what is meant for the other.
/// </summary>
internal static class PortCheck
{
    /// <summary>Refuses ports that somebody listens on.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> naming the setting.</exception>
    public static void RequireFree(SiloOptions options)
    {
        RequireFree(nameof(SiloOptions.Port), options.Listen, options.Port);
        RequireFree(nameof(SiloOptions.SiloPort), options.AdvertisedAddress, options.SiloPort);
        RequireFree(nameof(SiloOptions.GatewayPort), options.AdvertisedAddress, options.GatewayPort);
    }

    private static void RequireFree(string setting, IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new AclException(
                ErrorCodes.InvalidArguments, $"{new IPEndPoint(address, port)} cannot be listened on; expected a free port of this machine: {e.Message}",
                $"{SiloOptions.Section}:{setting}", e);
        }
    }
}

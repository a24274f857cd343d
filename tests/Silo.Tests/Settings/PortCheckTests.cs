using System.Net;
using System.Net.Sockets;

namespace OrleansAcl.Silo.Tests.Settings;

/// <summary>Ports that are taken are found before the silo starts.</summary>
public sealed class PortCheckTests
{
    private static SiloOptions Free()
    {
        var ports = LocalSilo.FreePorts(3);
        return new SiloOptions { Port = ports[0], SiloPort = ports[1], GatewayPort = ports[2] };
    }

    [Fact]
    public void FreePorts_AreAccepted()
    {
        PortCheck.RequireFree(Free());
        PortCheck.RequireFree(Free() with { Port = 0 });
    }

    [Theory]
    [InlineData("Port", false)]
    [InlineData("SiloPort", false)]
    [InlineData("SiloPort", true)]
    [InlineData("GatewayPort", true)]
    public void APort_ThatSomebodyListensOn_IsRefusedByItsName(string setting, bool shared)
    {
        var options = Free();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (shared) other.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        other.Bind(new IPEndPoint(IPAddress.Loopback, setting switch { "Port" => options.Port, "SiloPort" => options.SiloPort, _ => options.GatewayPort }));
        other.Listen();
        Assert.Equal($"Acl:{setting}", Assert.Throws<AclException>(() => PortCheck.RequireFree(options)).Place);
    }

    [Fact]
    public void AnAddress_OfAnotherMachine_IsRefused() =>
        Assert.Equal("Acl:SiloPort", Assert.Throws<AclException>(() => PortCheck.RequireFree(Free() with { AdvertisedAddress = IPAddress.Parse("192.0.2.1") })).Place);
}

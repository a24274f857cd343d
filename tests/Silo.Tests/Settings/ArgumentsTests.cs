using Microsoft.Extensions.Configuration;

namespace OrleansAcl.Silo.Tests.Settings;

/// <summary>The command line.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("--Acl:SiloPort=5")]
    [InlineData("--Acl:SiloPort", "5")]
    [InlineData("--silo-port=5")]
    [InlineData("--silo-port", "5")]
    [InlineData("run", "--silo-port", "5")]
    public void AFlag_HoweverWritten_IsTheSetting(params string[] args)
    {
        var arguments = Arguments.Read(args);
        var configuration = new ConfigurationBuilder();
        arguments.AddTo(configuration);
        Assert.Equal("run", arguments.Command);
        Assert.Equal(5, SiloSettings.Read(configuration.Build()).SiloPort);
    }

    [Theory]
    [InlineData("--Acl:Oidc:Issuer=https://i.example", "--Acl:Oidc:Audience=acl")]
    [InlineData("--oidc-issuer", "https://i.example", "--oidc-audience", "acl")]
    public void AFlag_OfASectionWithin_IsItsSetting(params string[] args)
    {
        var configuration = new ConfigurationBuilder();
        Arguments.Read(args).AddTo(configuration);
        Assert.Equal("https://i.example", SiloSettings.Read(configuration.Build()).Oidc!.Issuer);
    }

    [Fact]
    public void AFlag_CountsBeforeWhatIsThereAlready()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Acl:Port", "1")]);
        Arguments.Read(["--port", "2"]).AddTo(configuration);
        Assert.Equal(2, SiloSettings.Read(configuration.Build()).Port);
    }

    [Theory]
    [InlineData("`--prot` is not known", "--prot=5")]
    [InlineData("`--port` has no value", "--port")]
    [InlineData("`serve` is no command", "serve")]
    [InlineData("`schema` is no command", "run", "schema")]
    public void ACommandLine_ThatIsNotUnderstood_IsRefused(string message, params string[] args)
    {
        var error = Assert.Throws<AclException>(() => Arguments.Read(args));
        Assert.Equal(ErrorCodes.InvalidArguments, error.Code);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("schema", "--help")]
    [InlineData("help")]
    public void Help_IsACommandWhereverItStands(params string[] args) => Assert.Equal("help", Arguments.Read(args).Command);
}

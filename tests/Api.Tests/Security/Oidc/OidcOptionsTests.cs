using Microsoft.Extensions.DependencyInjection;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>Issuers that are configured wrongly are refused at the start.</summary>
public sealed class OidcOptionsTests
{
    private static readonly OidcOptions Good = new() { Issuer = "https://issuer.example/realms/a", Audience = "acl" };

    public static TheoryData<string, OidcOptions> Bad => new()
    {
        { "Issuer", Good with { Issuer = "http://issuer.example" } },
        { "Issuer", Good with { Issuer = "issuer.example" } },
        { "Issuer", Good with { Issuer = "https://issuer.example?a=b" } },
        { "Issuer", Good with { Issuer = "https://me@issuer.example" } },
        { "Issuer", Good with { Issuer = "file:///issuer" } },
        { "Issuer", Good with { Issuer = "" } },
        { "Audience", Good with { Audience = " " } },
        { "SubjectClaim", Good with { SubjectClaim = "" } },
        { "ScopeClaim", Good with { ScopeClaim = "" } },
        { "RolesClaim", Good with { RolesClaim = "" } },
        { "GroupsClaim", Good with { GroupsClaim = " " } },
        { "ClockSkew", Good with { ClockSkew = TimeSpan.FromSeconds(301) } },
        { "ClockSkew", Good with { ClockSkew = TimeSpan.FromTicks(-1) } },
    };

    private static void Start(AclApiOptions options) => new ServiceCollection().AddAclApi(options);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Issuer_ConfiguredWrongly_IsRefusedByTheOption(string option, OidcOptions issuer) =>
        Assert.Equal(option, Assert.Throws<ArgumentException>(() => Start(new AclApiOptions { Token = "t", Oidc = [issuer] })).ParamName);

    [Theory]
    [InlineData("https://issuer.example")]
    [InlineData("http://localhost:8080/realms/a")]
    [InlineData("http://127.0.0.1")]
    public void Issuer_OverHttpsOrOnThisMachine_IsTaken(string issuer) =>
        Start(new AclApiOptions { Token = "t", Oidc = [Good with { Issuer = issuer, ClockSkew = OidcOptions.MostClockSkew }] });

    [Fact]
    public void Issuer_GivenTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Start(new AclApiOptions { Token = "t", Oidc = [Good, Good with { Audience = "other" }] }));

    [Fact]
    public void Issuer_BesideAnonymousAccess_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Start(new AclApiOptions { AllowAnonymous = true, Oidc = [Good] }));
}

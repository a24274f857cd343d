using System.Net;
using Microsoft.Extensions.Configuration;
using OrleansAcl.Api;

namespace OrleansAcl.Silo.Tests.Settings;

/// <summary>What is accepted as a setting, and what is said of what is not.</summary>
public sealed class SiloSettingsTests
{
    private static SiloOptions Read(params (string Name, string Value)[] settings) => SiloSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Acl:{s.Name}", s => (string?)s.Value)).Build());

    [Fact]
    public void Nothing_Given_IsOneMachineAndItsMemory() => Assert.Equal(new SiloOptions(), Read());

    [Fact]
    public void EverySetting_Given_IsRead()
    {
        var options = Read(
            ("Listen", "0.0.0.0"), ("Port", "1"), ("AdvertisedAddress", "10.1.2.3"), ("SiloPort", "2"), ("GatewayPort", "3"), ("ClusterId", "c"), ("ServiceId", "s"),
            ("Clustering", "adonet"), ("Storage", "adonet"), ("Connection", "Host=h"), ("Token", "t"), ("Data", "d"), ("PublicUrl", "https://acl.example/api"),
            ("Lease", "00:00:01"), ("Silence", "00:00:04"), ("DrainNotice", "00:00:02"), ("DrainRequests", "00:00:03"));
        Assert.Equal(
            new SiloOptions
            {
                Listen = IPAddress.Any, Port = 1, AdvertisedAddress = IPAddress.Parse("10.1.2.3"), SiloPort = 2, GatewayPort = 3, ClusterId = "c", ServiceId = "s",
                Clustering = "adonet", Storage = "adonet", Connection = "Host=h", Token = "t", Data = "d", PublicUrl = new Uri("https://acl.example/api"),
                Lease = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(4), DrainNotice = TimeSpan.FromSeconds(2), DrainRequests = TimeSpan.FromSeconds(3),
            },
            options);
    }

    [Theory]
    [InlineData("Port", "http", "a whole number from 0 to 65535")]
    [InlineData("Port", "65536", "a whole number from 0 to 65535")]
    [InlineData("SiloPort", "0", "a whole number from 1 to 65535")]
    [InlineData("GatewayPort", "-1", "a whole number from 1 to 65535")]
    [InlineData("PrimaryPort", "1.5", "a whole number from 1 to 65535")]
    [InlineData("Listen", "not a host", "an IP address, or a host name that can be resolved")]
    [InlineData("Clustering", "postgres", "`localhost` or `adonet` or `azure`")]
    [InlineData("Storage", "localhost", "`memory` or `adonet` or `azure`")]
    [InlineData("PublicUrl", "http://acl.example", "an https address without user, query and fragment")]
    [InlineData("Lease", "10", "hours:minutes:seconds from 00:00:00.1000000 to 01:00:00")]
    [InlineData("Lease", "00:00:00", "hours:minutes:seconds from 00:00:00.1000000 to 01:00:00")]
    [InlineData("Silence", "00:00:00.1", "hours:minutes:seconds from 00:00:00.3000000 to 01:00:00")]
    [InlineData("DrainNotice", "02:00:00", "hours:minutes:seconds from 00:00:00 to 01:00:00")]
    [InlineData("DrainRequests", "soon", "hours:minutes:seconds from 00:00:00 to 01:00:00")]
    [InlineData("Token", " ", "expected a text")]
    [InlineData("ClusterId", "", "expected a text")]
    [InlineData("Prot", "7070", "expected one of Listen, Port")]
    [InlineData("Connection:Host", "h", "is a list or a section; expected a text")]
    public void ASetting_ThatIsNotWhatWasExpected_IsRefusedByItsName(string name, string value, string expected)
    {
        var error = Assert.Throws<AclException>(() => Read((name, value)));
        Assert.Equal(ErrorCodes.InvalidArguments, error.Code);
        Assert.Equal($"Acl:{name.Split(':')[0]}", error.Place);
        Assert.Contains(expected, error.Detail);
    }

    [Fact]
    public void AnIssuer_WithEverySetting_IsRead()
    {
        var issuer = Read(
            ("Oidc:Issuer", "https://issuer.example/a/"), ("Oidc:Audience", "acl"), ("Oidc:SubjectClaim", "email"), ("Oidc:SubjectPrefix", "corp/"),
            ("Oidc:RolesClaim", "roles"), ("Oidc:GroupsClaim", "groups"), ("Oidc:ScopeClaim", "scp"), ("Oidc:ClockSkew", "00:00:05"),
            ("Oidc:Tenants", "acme, shop"), ("Oidc:ClientId", "pages"), ("Oidc:ClientSecret", "hush"), ("Oidc:Scopes", "profile"), ("Oidc:Name", "Work")).Oidc!;
        Assert.Equal<TenantId>([TenantId.Parse("acme"), TenantId.Parse("shop")], issuer.Tenants!);
        Assert.Equal(
            new OidcOptions
            {
                Issuer = "https://issuer.example/a/", Audience = "acl", SubjectClaim = "email", SubjectPrefix = "corp/", RolesClaim = "roles", GroupsClaim = "groups",
                ScopeClaim = "scp", ClockSkew = TimeSpan.FromSeconds(5), Tenants = issuer.Tenants,
                SignIn = new OidcSignIn { ClientId = "pages", ClientSecret = "hush", Scopes = "profile", Name = "Work" },
            },
            issuer);
    }

    [Theory]
    [InlineData("Issuer", "http://issuer.example", "an https address without user, query and fragment")]
    [InlineData("Audience", " ", "expected a text")]
    [InlineData("ClockSkew", "00:05:01", "hours:minutes:seconds from 00:00:00 to 00:05:00")]
    [InlineData("Tenants", "acme,,shop", "tenants' names with commas between them")]
    [InlineData("ClientSecret", "hush", "means nothing without `ClientId`")]
    [InlineData("Isuer", "x", "expected one of Issuer, Audience")]
    public void AnIssuersSetting_ThatIsNotWhatWasExpected_IsRefusedByItsName(string name, string value, string expected)
    {
        var good = new Dictionary<string, string> { ["Issuer"] = "https://issuer.example", ["Audience"] = "acl", [name] = value };
        var error = Assert.Throws<AclException>(() => Read([.. good.Select(s => ($"Oidc:{s.Key}", s.Value))]));
        Assert.Equal((ErrorCodes.InvalidArguments, $"Acl:Oidc:{name}"), (error.Code, error.Place));
        Assert.Contains(expected, error.Detail);
    }

    [Theory]
    [InlineData("Acl:Oidc:Audience", "Oidc:Issuer=https://issuer.example")]
    [InlineData("Acl:Oidc:Issuer", "Oidc:Audience=acl")]
    [InlineData("Acl:Oidc", "Oidc=https://issuer.example")]
    public void AnIssuer_GivenInPart_IsRefusedByTheMissingName(string place, params string[] settings) =>
        Assert.Equal(place, Assert.Throws<AclException>(() => Read([.. settings.Select(s => s.Split('=')).Select(s => (s[0], s[1]))])).Place);

    [Theory]
    [InlineData("GatewayPort", "is the silo port too", "SiloPort=5", "GatewayPort=5")]
    [InlineData("TokenFile", "is given beside a token", "Token=t", "TokenFile=f")]
    [InlineData("PrimaryPort", "is for clustering `localhost` only", "Clustering=adonet", "Connection=c", "PrimaryPort=5")]
    [InlineData("Storage", "`azure` does not go with clustering `adonet`", "Clustering=adonet", "Storage=azure", "Connection=c")]
    [InlineData("Connection", "is missing", "Storage=adonet")]
    [InlineData("Connection", "is missing", "Clustering=azure")]
    public void Settings_ThatContradictEachOther_AreRefusedByTheName(string name, string message, params string[] settings)
    {
        var error = Assert.Throws<AclException>(() => Read([.. settings.Select(s => s.Split('=')).Select(s => (s[0], s[1]))]));
        Assert.Equal($"Acl:{name}", error.Place);
        Assert.Contains(message, error.Detail);
    }

    [Fact]
    public void Azure_WithoutItsExecutable_IsRefusedNamingIt()
    {
        var error = Assert.Throws<AclException>(() => new BackendList([]).ForStorage(new SiloOptions { Storage = "azure" }));
        Assert.Equal("Acl:Storage", error.Place);
        Assert.Contains("OrleansAcl.Silo.Azure", error.Detail);
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Tests.State;

/// <summary>Records of principals: those from before there were terms are read as ever, and those with terms are read with them or not at all.</summary>
public sealed class StateCodecTests
{
    private const string Before = """
        {"generation":0,"stored":true,"admin":false,"active":true,"groups":[["group:g",0],["group:h",1,3]],
         "bindings":[{"kind":"role","id":"r","generation":0,"listed":false}],"levels":[]}
        """;

    private static readonly SubjectRef Ann = SubjectRef.Parse("user:ann");
    private static readonly Model Hub = BuiltInModels.Library.Find("slc-hub")!;

    [Fact]
    public void Record_WithoutTerms_IsReadAndWrittenAsBefore()
    {
        var state = Read(Before);
        Assert.All(state.MemberOf, m => Assert.Null(m.Terms));
        Assert.Equal([0, 3], state.MemberOf.Select(m => m.Shard));
        Assert.Null(Assert.Single(state.Bindings).Terms);
        Assert.Equal(Json.Parse(Before).ToString(), StateCodec.Write(state, Hub, indexed: false)!.ToString());
    }

    [Theory]
    [InlineData("""["group:g",0]""", """["group:g",0,{"from":"2026-03-01T00:00:00Z"}]""")]
    [InlineData("""["group:h",1,3]""", """["group:h",1,3,{"until":"2026-03-01T00:00:00.0000001Z"}]""")]
    [InlineData("""false}]""", """false,"until":"2026-03-01T00:00:00Z","when":"context.mfa"}]""")]
    public void Record_WithTerms_IsWrittenAsItWasRead(string without, string with)
    {
        var record = Before.Replace(without, with, StringComparison.Ordinal);
        Assert.Equal(Json.Parse(record).ToString(), StateCodec.Write(Read(record), Hub, indexed: false)!.ToString());
    }

    [Theory]
    [InlineData("""["group:g",0]""", """["group:g",0,{"until":"later"}]""")]
    [InlineData("""false}]""", """false,"when":"context.("}]""")]
    public void Record_WithTermsThatCannotBeRead_IsRefused(string without, string with) =>
        Assert.Throws<AclException>(() => Read(Before.Replace(without, with, StringComparison.Ordinal)));

    private static PrincipalState Read(string record)
    {
        var tenant = new TenantBlueprint(Node.Map(), Hub, Hub.Settings, null).Build(TenantId.Default);
        return StateCodec.ReadPrincipal(Json.Parse(record), Ann, tenant);
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Web.Checks;

namespace OrleansAcl.Web.Tests.Checks;

public sealed class FactsTests
{
    [Theory]
    [InlineData("ip: 10.1.2.3\nlevel: 3\nmfa: true", """{"ip":"10.1.2.3","level":3,"mfa":true}""")]
    [InlineData("""{"a": {"b": [1, "x"]}}""", """{"a":{"b":[1,"x"]}}""")]
    public void Text_IsReadAsTypedFacts_AndWrittenSoThatItReadsTheSame(string text, string facts)
    {
        var read = Facts.Read(text, "context");
        Assert.Equal(facts, read!.ToString());
        Assert.Equal(facts, Facts.Read(Facts.Write(read), "context")!.ToString());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[1, 2]")]
    [InlineData("a: 1\na: 2")]
    [InlineData("{\"a\": }")]
    public void Text_OfSomethingElse_IsRefusedAtItsField(string text)
    {
        var error = Assert.Throws<AclException>(() => Facts.Read(text, "context"));
        Assert.Equal("context", error.Place);
    }

    [Theory]
    [InlineData("context.ip", "context", "ip", null)]
    [InlineData("resource.properties.a.b", "resource_properties", "a.b", null)]
    [InlineData("context.level (int or double)", "context", "level", "int or double")]
    public void Need_OfANamedFact_GoesIntoItsField(string need, string field, string path, string? hint)
    {
        var found = Need.Of(need);
        Assert.Equal((field, path, hint), (found?.Field, string.Join('.', found?.Path ?? []), found?.Hint));
    }

    [Theory]
    [InlineData("and others")]
    [InlineData("context[\"a b\"]")]
    [InlineData("subject.id")]
    public void Need_OfSomethingElse_HasNoField(string need) => Assert.Null(Need.Of(need));

    [Fact]
    public void Fact_PutAmongOthers_LeavesThemAsTheyAre()
    {
        var facts = Json.Parse("""{"a": {"x": 1}, "b": 2}""");
        Assert.Equal("""{"a":{"x":1,"y":"z"},"b":2}""", Facts.With(facts, ["a", "y"], Node.Of("z")).ToString());
        Assert.Equal("""{"a":{"x":1},"b":{"c":3}}""", Facts.With(facts, ["b", "c"], Facts.Value("3")).ToString());
        Assert.Equal("\"3\"", Facts.Value("\"3\"").ToString());
        Assert.Equal("\"a: b\"", Facts.Value("a: b").ToString());
    }
}

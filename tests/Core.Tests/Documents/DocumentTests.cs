using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Core.Tests.Documents;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("yes", NodeKind.String)]
    [InlineData("2026-01-01", NodeKind.String)]
    [InlineData("\"42\"", NodeKind.String)]
    [InlineData("1.2.3", NodeKind.String)]
    [InlineData("42", NodeKind.Number)]
    [InlineData("-1.5e3", NodeKind.Number)]
    [InlineData("true", NodeKind.Boolean)]
    [InlineData("~", NodeKind.Null)]
    public void Yaml_PlainScalar_HasTheCoreSchemasType(string text, NodeKind kind) => Assert.Equal(kind, Yaml.Parse($"a: [{text}]")["a"]!.Items[0].Kind);

    [Theory]
    [InlineData("a: 1\na: 2", "line 2")]
    [InlineData("a: &x 1\nb: *x", "line 1")]
    [InlineData("a: !!binary x", "line 1")]
    [InlineData("a: [1", "line 2")]
    [InlineData("a: 1\n  b: 2", "line 2")]
    [InlineData("? [x]\n: 1", "line 1")]
    [InlineData("- user: {id: x\n- user", "line 1")]
    public void Yaml_Malformed_IsRefusedWithItsLine(string text, string place)
    {
        var error = Assert.Throws<AclException>(() => Yaml.Parse(text));
        Assert.Equal(ErrorCodes.InvalidDocument, error.Code);
        Assert.Contains(place, error.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("// no\n1")]
    [InlineData("\"\\ud800\"")]
    [InlineData("NaN")]
    public void Json_Malformed_IsAnInvalidDocument(string text) =>
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => Json.Parse(text)).Code);

    [Fact]
    public void Json_NotUtf8_IsAnInvalidDocument() =>
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => Json.Parse([0x22, 0xC3, 0x28, 0x22])).Code);

    [Fact]
    public void Yaml_NotUtf8_IsAnInvalidDocument() =>
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => Yaml.Decode([0xC3, 0x28])).Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Document_NestedBeyondTheLimit_IsRefused(bool yaml)
    {
        var text = new string('[', AclLimits.DocumentDepth + 2) + new string(']', AclLimits.DocumentDepth + 2);
        Assert.Throws<AclException>(() => yaml ? Yaml.Parse(text) : Json.Parse(text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Document_LongerThanTheLimit_IsRefused(bool yaml)
    {
        var text = $"\"{new string('x', AclLimits.DocumentBytes)}\"";
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<AclException>(() => yaml ? Yaml.Parse(text) : Json.Parse(text)).Code);
    }

    [Fact]
    public void Node_Complaint_NamesTheFieldAndTheLine()
    {
        var document = Yaml.Parse("rules:\n  - effect: Allow\n  - effect: 3");
        var error = Assert.Throws<AclException>(() => document["rules"]!.Items[1]["effect"]!.AsString());
        Assert.Equal("rules[1].effect (line 3)", error.Place);
        Assert.Contains("expected a string", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_UnknownKey_IsNamedWithWhatIsExpected()
    {
        var error = Assert.Throws<AclException>(() => Yaml.Parse("id: x\nadmn: true").RequireMap("id!", "admin"));
        Assert.Contains("`admn`", error.Detail, StringComparison.Ordinal);
        Assert.Contains("`admin`", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":[1,2.50,-3e10,true,null,"x\"\\\u0001é😀"],"b":{"":{}}}""")]
    [InlineData("""[]""")]
    public void Json_WrittenAndReadAgain_IsTheSameValue(string text)
    {
        var node = Json.Parse(text);
        Assert.True(Json.Parse(Encoding.UTF8.GetBytes(node.ToString())).ValueEquals(node));
    }
}

using OrleansAcl.Documents;

namespace OrleansAcl.Core.Tests.Documents;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData(" led and trailed ")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("-1.5e3")]
    [InlineData("yes")]
    [InlineData("a: b")]
    [InlineData("a # b")]
    [InlineData("# a")]
    [InlineData("- a")]
    [InlineData("*")]
    [InlineData("&x")]
    [InlineData("!x")]
    [InlineData("{a}")]
    [InlineData("[a")]
    [InlineData("?")]
    [InlineData("-")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("it's \"so\"")]
    [InlineData("two\nlines\n")]
    [InlineData("\n")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("tab\there")]
    [InlineData("\u0001")]
    [InlineData("\u0085\u2028\ufeff")]
    [InlineData("żółw 🐢")]
    [InlineData("@at `tick` %percent, comma")]
    public void Text_WrittenAndReadAgain_IsTheSame(string text)
    {
        var node = Node.Map((text, Node.Of(text)), ("list", Node.List([text, text])), ("deep", Node.List([Node.Map(("k", Node.Of(text)))])));

        Assert.True(node.ValueEquals(Yaml.Parse(YamlWriter.Write(node))), YamlWriter.Write(node));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"a\":[],\"b\":{},\"c\":null,\"d\":[[1,2],[{\"x\":false}]],\"e\":-7.25}")]
    [InlineData("\"alone\"")]
    [InlineData("7")]
    public void Value_WrittenAndReadAgain_IsTheSame(string json)
    {
        var node = Json.Parse(json);

        Assert.True(node.ValueEquals(Yaml.Parse(YamlWriter.Write(node))), YamlWriter.Write(node));
    }

    [Fact]
    public void Document_IsWrittenForPeople() => Assert.Equal(
        """
        name: View
        permissions:
          - resourceType: jobs
            allowed: [view, '7']

        """,
        YamlWriter.Write(Json.Parse("""{"name":"View","permissions":[{"resourceType":"jobs","allowed":["view","7"]}]}""")));
}

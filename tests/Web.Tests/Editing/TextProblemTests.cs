using OrleansAcl.Documents;
using OrleansAcl.Web.Editing;

namespace OrleansAcl.Web.Tests.Editing;

public sealed class TextProblemTests
{
    private const string Text = "name: x\nrules:\n  - object: /A\n    actions: [Read, Fly]\n  - object: /B\nrole: {a.b: 1}\n";

    /// <summary>Hosts name the field with the line they read it from, which is another where the steps came as JSON; the field's own line counts.</summary>
    [Theory]
    [InlineData("rules[0].actions[1] (line 4)", "rules[0].actions[1]", 4)]
    [InlineData("rules[0].actions[1] (line 1)", "rules[0].actions[1]", 4)]
    [InlineData("steps[0].policy.rules[0].actions[1] (line 1)", "rules[0].actions[1]", 4)]
    [InlineData("steps[0].rules[1].object", "rules[1].object", 5)]
    [InlineData("rules", "rules", 2)]
    [InlineData("rules[1].missing", "rules[1].missing", 5)]
    [InlineData("role.a.b", "role.a.b", 6)]
    [InlineData("steps[0].policy (line 1)", null, 1)]
    [InlineData("line 3", null, 1)]
    [InlineData("somewhere", "somewhere", null)]
    [InlineData(null, null, null)]
    public void Place_IsTheLineOfItsField(string? place, string? field, int? line)
    {
        var problem = TextProblem.Of(new AclException(ErrorCodes.InvalidDocument, "wrong", place), Yaml.Parse(Text), "policy");

        Assert.Equal(new TextProblem("wrong", field, line), problem);
    }

    /// <summary>An entry that has the verb's name is one.</summary>
    [Fact]
    public void Place_NamedLikeTheVerb_IsTheEntryOfThatName() =>
        Assert.Equal(6, TextProblem.Of(new AclException(ErrorCodes.InvalidDocument, "wrong", "role"), Yaml.Parse(Text), "role").Line);

    [Fact]
    public void Text_ThatCouldNotBeRead_HasTheLineOfTheError()
    {
        var error = Assert.Throws<AclException>(() => Yaml.Parse("a: 1\na: 2"));

        Assert.Equal((2, null), (TextProblem.Of(error, null).Line, TextProblem.Of(error, null).Field));
    }
}

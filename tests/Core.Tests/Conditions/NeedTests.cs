using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>What is told as lacking: all that the answer hangs on, and nothing else.</summary>
public sealed class NeedTests
{
    [Theory]
    [InlineData("context.a == 1 || context.b == 2", "context.a; context.b")]
    [InlineData("context.a == 1 && context.b == 2", "context.a; context.b")]
    [InlineData("context.a == context.b", "context.a; context.b")]
    [InlineData("context.a == context.a", "context.a")]
    [InlineData("(context.a == 1 && false) || context.b == 2", "context.b")]
    [InlineData("(context.a == 1 || true) && context.b == 2", "context.b")]
    [InlineData("has(context.a) || context.b == 2", "context.b")]
    [InlineData("context.a ? context.b : context.c", "context.a")]
    [InlineData("context.a.b.c == 1", "context.a.b.c")]
    [InlineData("context[\"a-b\"].c == 1", "context[\"a-b\"].c")]
    [InlineData("context[\"a\"] == 1", "context.a")]
    [InlineData("subject.properties.age > 18", "subject.properties.age")]
    [InlineData("resource.properties.labels.team == 'x'", "resource.properties.labels.team")]
    [InlineData("action.properties.dry == true", "action.properties.dry")]
    [InlineData("resource.namespace == 'x'", "resource.namespace")]
    [InlineData("size(context.list) > 0", "context.list")]
    [InlineData("context.list.exists(x, x == 1)", "context.list")]
    [InlineData("[1, 2].exists(x, x == context.a)", "context.a")]
    [InlineData("[1, 2].all(x, x > context.a || x > context.b)", "context.a; context.b")]
    [InlineData("context.a.startsWith(context.b)", "context.a; context.b")]
    [InlineData("[context.a, context.b] == [1, 2]", "context.a; context.b")]
    [InlineData("cidr(context.range).containsIP(context.ip)", "context.range; context.ip")]
    [InlineData("timestamp(context.at) + duration(context.span) > now", "context.at; context.span")]
    [InlineData("context.list[context.i] == 1", "context.list; context.i")]
    public void Unknown_WithNothingGiven_NamesWhatIsLacking(string text, string needs) => Asking.Expect(Verdict.Unknown, text, "{}", needs.Split("; "));

    [Theory]
    [InlineData("context.a == 1 || context.b == 2", """{"a": 0}""", "context.b")]
    [InlineData("context.list.exists(x, x.ip == 'a')", """{"list": [{"ip": "b"}, {}]}""", "context.list[].ip")]
    [InlineData("context.list.exists(x, x.ip == 'a')", """{"list": [{"ip": "b"}, {"ip": 1}]}""", "context.list[].ip (string)")]
    [InlineData("context.a == 1", """{"a": null}""", "context.a")]
    public void Unknown_WithSomeGiven_NamesTheRest(string text, string context, string need) => Asking.Expect(Verdict.Unknown, text, context, need);

    [Fact]
    public void Known_LeavesWhatOthersNeeded()
    {
        var needs = new Needs();

        Assert.Equal(Verdict.Unknown, Asking.Ask("context.a == 1", null, ref needs));
        Assert.Equal(Verdict.True, Asking.Ask("context.a == 1 || context.b == 1 || true", null, ref needs));
        Assert.Equal(Verdict.False, Asking.Ask("context.c == 1 && false", null, ref needs));
        Assert.Equal(Verdict.Unknown, Asking.Ask("context.d == 1 && context.a == 1", null, ref needs));

        Assert.Equal(["context.a", "context.d"], needs.All.Select(n => n.Path));
    }

    [Fact]
    public void Needs_BeyondTheLimit_AreNotTold()
    {
        var needs = new Needs();
        var text = string.Join(" || ", Enumerable.Range(0, AclLimits.ConditionNeeds + 1).Select(i => $"context.a{i} == 1"));

        Assert.Equal(Verdict.True, Asking.Ask(text + " || true", null, ref needs));
        Assert.False(needs.More);
        Assert.Equal(Verdict.Unknown, Asking.Ask(text, null, ref needs));
        Assert.True(needs.More);
        Assert.Equal(AclLimits.ConditionNeeds, needs.Count);
    }

    [Theory]
    [InlineData("has(context.a)", """{"a": 1}""", Verdict.True)]
    [InlineData("has(context.a)", """{"a": null}""", Verdict.False)]
    [InlineData("has(context.a)", "{}", Verdict.False)]
    [InlineData("has(context.a.b)", "{}", Verdict.False)]
    [InlineData("has(context.a.b)", """{"a": "text"}""", Verdict.False)]
    [InlineData("has(context.a.b)", """{"a": {"b": []}}""", Verdict.True)]
    [InlineData("has(context[\"a\"])", """{"a": false}""", Verdict.True)]
    [InlineData("has(resource.namespace)", "{}", Verdict.False)]
    [InlineData("has(resource.owner) && has(now)", "{}", Verdict.True)]
    [InlineData("context.l.exists(x, has(x.a))", """{"l": [{}, {"a": 1}]}""", Verdict.True)]
    [InlineData("has(context.l[context.i].a)", """{"l": [{"a": 1}]}""", Verdict.False)]
    public void Has_IsTrueOrFalse(string text, string context, Verdict expected) => Asking.Expect(expected, text, context);

    [Fact]
    public void Facts_WithNothingAtAll_AreLacking()
    {
        var needs = new Needs();
        var condition = Expression.Parse(
            "subject.type == subject.id || resource.type == resource.id || resource.owner == resource.parent || action.name == '' || 'x' in context", FactTypes.Open);

        Assert.Equal(Verdict.Unknown, condition.Evaluate(default, ref needs));
        Assert.Equal(
            ["subject.type", "subject.id", "resource.type", "resource.id", "resource.owner", "resource.parent", "action.name"], needs.All.Select(n => n.Path));
    }
}

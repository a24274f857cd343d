using OrleansAcl.Web.Checks;

namespace OrleansAcl.Web.Tests.Checks;

public sealed class PathDrawingTests
{
    private static readonly SubjectRef Ann = SubjectRef.Parse("user:ann");

    private static ExplanationNode Rung(string name, string verdict) => new(name, verdict, []);

    [Theory]
    [InlineData("user:ann", "user:ann")]
    [InlineData("scheduler:0123456789", "schedul…3456789")]
    [InlineData("user:漢字漢字漢字漢字", "user:漢…字漢字")]
    [InlineData("user:😀😀😀😀😀😀😀", "user:😀…😀😀😀")]
    public void Label_TooLongForItsBox_LosesItsMiddle(string text, string drawn) => Assert.Equal(drawn, FittedText.Middle(text, 15));

    [Fact]
    public void Path_Decided_LeadsToTheRungThatDecided()
    {
        var why = new Explanation(true, "b: it says so", [Rung("a", "undecided"), Rung("b", "allow"), Rung("c", "not reached")])
        {
            Path = [new(LinkKinds.Subject, "user:ann", "user:ann"), new(LinkKinds.Member, "group:g", "user:ann is in group:g"), new(LinkKinds.Rung, "b", "allow by `b`")],
        };

        var drawing = new PathDrawing(why, Ann);

        Assert.Equal(["user:ann", "group:g", "a", "b", "c"], drawing.Boxes.Select(box => box.Label));
        Assert.Equal(["place", "place", "", "allow", "unreached"], drawing.Boxes.Select(box => box.Look));
        Assert.Equal(["is in", "decides"], drawing.Arrows.Select(arrow => arrow.Label));
        Assert.All(drawing.Boxes, box => Assert.InRange(box.X + box.Width, 0, drawing.Width));
        Assert.All(drawing.Boxes, box => Assert.InRange(box.Y + box.Height, 0, drawing.Height));
    }

    [Fact]
    public void Rung_ThatLacksFacts_IsTheOneLitThoughTheLadderEndsInDeny()
    {
        var why = new Explanation(false, "a: undecided, needs context.ip", [Rung("a", "undecided"), Rung("default", "deny")]) { Needs = ["context.ip"] };

        Assert.Equal("a", Deciding.Of(why)?.Text);
    }

    [Fact]
    public void Rung_NamedLikeAnEarlierOneThatSaidNothing_IsTheOneThatDecided()
    {
        var why = new Explanation(false, "", [Rung("default", "no opinion"), Rung("default", "deny")]);

        Assert.Same(why.Ladder[1], Deciding.Of(why));
    }

    [Fact]
    public void Ladder_OfManyRungs_IsDrawnAboutTheOneThatDecided()
    {
        var rungs = Enumerable.Range(0, 100).Select(i => Rung($"r{i}", i < 60 ? "no opinion" : i == 60 ? "deny" : "not reached")).ToArray();

        var drawing = new PathDrawing(new Explanation(false, "r60", rungs), Ann);

        Assert.Contains(drawing.Boxes, box => box is { Label: "r60", Look: "deny" });
        Assert.Equal(13, drawing.Boxes.Count);
    }
}

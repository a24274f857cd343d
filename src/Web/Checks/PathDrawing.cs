using OrleansAcl.Web.Layout;

namespace OrleansAcl.Web.Checks;

/// <summary>
/// An explanation as a drawing: on the left the path, from the subject down; on the right the ladder, and an arrow from where the path ends to the rung
/// that decided. Where to draw what is worked out here; the page draws it.
/// </summary>
public sealed class PathDrawing
{
    private const int PathWidth = 330;
    private const int PathHeight = 50;
    private const int PathGap = 40;
    private const int RungLeft = 450;
    private const int RungWidth = 350;
    private const int RungHeight = 34;
    private const int RungGap = 10;
    private const int Edge = 4;
    private const int Heading = 26;

    /// <summary>Most rungs that are drawn: those about the one that decided.</summary>
    private const int MostRungs = 12;

    /// <summary>Characters that fit, where each counts as one or two columns.</summary>
    private const int LabelColumns = 36;
    private const int DetailColumns = 44;
    private const int RungColumns = 28;

    private readonly List<DrawnBox> _boxes = [];
    private readonly List<DrawnArrow> _arrows = [];

    /// <summary>Draws an explanation of a question.</summary>
    public PathDrawing(Explanation explanation, SubjectRef subject)
    {
        var last = DrawPath([.. explanation.Path.DefaultIfEmpty(new ExplanationLink(LinkKinds.Subject, subject.ToString(), subject.ToString())).Where(link => link.Kind != LinkKinds.Rung)]);
        var decided = DrawLadder(explanation.Ladder, Deciding.Of(explanation));
        if (decided is not null) Join(last, decided, explanation.Path.Count > 0 ? "decides" : explanation.Needs.Count > 0 ? "needs facts" : "nothing speaks");
        Height = _boxes.Max(box => box.Y + box.Height) + Edge;
    }

    /// <summary>How wide it is.</summary>
    public int Width => RungLeft + RungWidth + Edge;

    /// <summary>How high.</summary>
    public int Height { get; }

    /// <summary>Where the ladder stands.</summary>
    public int LadderX => RungLeft;

    /// <summary>The boxes.</summary>
    public IReadOnlyList<DrawnBox> Boxes => _boxes;

    /// <summary>The arrows.</summary>
    public IReadOnlyList<DrawnArrow> Arrows => _arrows;

    private DrawnBox DrawPath(IReadOnlyList<ExplanationLink> links)
    {
        var y = Heading;
        DrawnBox? above = null;
        foreach (var link in links)
        {
            var label = link.Ref ?? LinkWords.Noun(link.Kind);
            var box = new DrawnBox(
                Edge, y, PathWidth, PathHeight, FittedText.Middle(label, LabelColumns), link.Kind == LinkKinds.Subject ? "asks" : FittedText.End(link.Text.Replace("`", ""), DetailColumns), $"{label}: {link.Text}", "place")
            {
                Link = link,
            };
            _boxes.Add(box);
            if (above is not null)
                _arrows.Add(new DrawnArrow($"M{Edge + 28} {above.Y + PathHeight} V{y - 3}", Edge + 40, above.Y + PathHeight + PathGap / 2 + 5, LinkWords.Phrase(link.Kind)));
            above = box;
            y += PathHeight + PathGap;
        }

        return above!;
    }

    /// <summary>The rungs; the one that decided, where there is one.</summary>
    private DrawnBox? DrawLadder(IReadOnlyList<ExplanationNode> ladder, ExplanationNode? deciding)
    {
        var at = Enumerable.Range(0, ladder.Count).FirstOrDefault(i => ladder[i] == deciding);
        var first = Math.Max(0, Math.Min(at - MostRungs / 2, ladder.Count - MostRungs));
        DrawnBox? decided = null;
        var y = Heading;
        foreach (var rung in ladder.Skip(first).Take(MostRungs))
        {
            var look = rung == deciding ? rung.Verdict! : rung.Verdict == Deciding.NotReached ? "unreached" : "";
            var box = new DrawnBox(RungLeft, y, RungWidth, RungHeight, FittedText.Middle(rung.Text, RungColumns), VerdictWords.Word(rung.Verdict), $"{rung.Text}: {rung.Verdict}", look);
            _boxes.Add(box);
            if (rung == deciding) decided = box;
            y += RungHeight + RungGap;
        }

        return decided;
    }

    private void Join(DrawnBox from, DrawnBox to, string label)
    {
        var (startX, startY, endY) = (from.X + from.Width, from.Y + from.Height / 2, to.Y + to.Height / 2);
        const int Turn = RungLeft - 34;
        _arrows.Add(new DrawnArrow($"M{startX} {startY} H{Turn} V{endY} H{RungLeft - 3}", startX + 8, startY - 7, label));
    }
}

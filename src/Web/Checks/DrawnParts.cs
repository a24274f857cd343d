namespace OrleansAcl.Web.Checks;

/// <summary>A box of the drawing.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="Height">How high.</param>
/// <param name="Label">What it names, short enough to fit.</param>
/// <param name="Detail">What is said of it, short enough to fit; empty for nothing.</param>
/// <param name="Whole">Both, in full.</param>
/// <param name="Look">How it looks: <c>place</c>, or a verdict of a rung.</param>
public sealed record DrawnBox(int X, int Y, int Width, int Height, string Label, string Detail, string Whole, string Look)
{
    /// <summary>The link of the path that it stands for; null for a rung.</summary>
    public ExplanationLink? Link { get; init; }
}

/// <summary>An arrow between two boxes, with what it says.</summary>
/// <param name="Line">The path that is drawn.</param>
/// <param name="LabelX">Where the word stands.</param>
/// <param name="LabelY">Where the word stands.</param>
/// <param name="Label">How the one leads to the other.</param>
public sealed record DrawnArrow(string Line, int LabelX, int LabelY, string Label);

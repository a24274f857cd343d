namespace OrleansAcl;

/// <summary>One link of the chain that an answer follows from.</summary>
/// <param name="Kind">What sort of link it is, one of <see cref="LinkKinds"/>.</param>
/// <param name="Ref">What it leads to: a subject, a resource, a role as <c>role:id</c>, or a rung by name; null where there is nothing to name.</param>
/// <param name="Text">For people.</param>
public sealed record ExplanationLink(string Kind, string? Ref, string Text);

/// <summary>The sorts of links of an <see cref="Explanation.Path"/>.</summary>
public static class LinkKinds
{
    /// <summary>Who asks. Every path begins with it.</summary>
    public const string Subject = "subject";

    /// <summary>The subject of the link before is in this group.</summary>
    public const string Member = "member";

    /// <summary>This role or policy is bound to the subject of the link before, or is held by it.</summary>
    public const string Bound = "bound";

    /// <summary>The role or policy of the link before includes this one.</summary>
    public const string Includes = "includes";

    /// <summary>A statement of the role or policy of the link before matches.</summary>
    public const string Statement = "statement";

    /// <summary>This resource stands for the one asked about where roles are looked at.</summary>
    public const string DecidedAs = "decided_as";

    /// <summary>An entry on this resource speaks of the subject of the link before.</summary>
    public const string Entry = "entry";

    /// <summary>This resource lies in the one of the link before.</summary>
    public const string Child = "child";

    /// <summary>The subject owns this resource.</summary>
    public const string Owner = "owner";

    /// <summary>The subject or role of the link before has a level on this resource.</summary>
    public const string Level = "level";

    /// <summary>The subject carries a flag, or is in what stands for one.</summary>
    public const string Flag = "flag";

    /// <summary>A rule of the model that speaks of everybody.</summary>
    public const string Rule = "rule";

    /// <summary>What had to hold for the rung to speak does hold.</summary>
    public const string Condition = "condition";

    /// <summary>The rung that decided. Every path ends with it.</summary>
    public const string Rung = "rung";
}

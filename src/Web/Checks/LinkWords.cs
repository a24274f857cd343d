namespace OrleansAcl.Web.Checks;

/// <summary>The links of a path in words.</summary>
internal static class LinkWords
{
    /// <summary>How a link leads on from the one before, in words.</summary>
    public static string Phrase(string kind) => kind switch
    {
        LinkKinds.Member => "is in",
        LinkKinds.Bound => "has",
        LinkKinds.Includes => "includes",
        LinkKinds.Statement => "says",
        LinkKinds.DecidedAs => "is asked as",
        LinkKinds.Entry => "is named on",
        LinkKinds.Child => "holds",
        LinkKinds.Owner => "owns",
        LinkKinds.Level => "has a level on",
        LinkKinds.Flag => "is",
        LinkKinds.Rule => "by a rule for everybody",
        LinkKinds.Condition => "while",
        _ => "",
    };

    /// <summary>What a link is that names nothing.</summary>
    public static string Noun(string kind) => kind switch
    {
        LinkKinds.Statement => "statement",
        LinkKinds.Flag => "state",
        LinkKinds.Rule => "rule",
        LinkKinds.Condition => "condition",
        _ => kind,
    };
}

using OrleansAcl.Documents;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Policies of LUSID and the request facts their conditions read.</summary>
internal sealed class LusidDocuments(Random random)
{
    private static readonly string[] Instants = ["2025-12-31T00:00:00Z", "2026-01-01T09:30:00Z", "2026-01-01T15:30:00Z", "2026-01-01T20:00:00Z", "2026-01-02T00:00:00Z", "2026-02-01T12:00:00Z"];
    private static readonly string[] Values = ["v", "V", "vw", "w,v"];

    private static readonly string[] Operators =
    [
        "EqualsCaseSensitive", "EqualsCaseInsensitive", "NotEqualsCaseSensitive", "NotEqualsCaseInsensitive", "ContainsCaseSensitive", "InCaseInsensitive",
        "NotPresent", "NotPresentOrNotContainsCaseSensitive",
    ];

    public static string[] ActionsOf(string type) => type switch
    {
        "Repository" => ["Read"],
        "Image" => ["Read", "Delete", "Download", "Use"],
        "Job" => ["Read", "Read", "Create", "Update", "Run", "run"],
        _ => ["Read", "Read", "Create", "Update", "GetHistory", "Enable"],
    };

    public Node Policy(string code) => Node.Map(
        ("code", Node.Of(code)),
        ("scope", Chance(90) ? null : Node.Of(Pick("default", "other"))),
        ("applications", Chance(10) ? Node.List(["Scheduler"]) : null),
        ("grant", Node.Of(Chance(70) ? "Allow" : "Deny")),
        ("selectors", Node.List(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Selector()).ToArray())),
        ("if", Chance(12) ? Node.List([If()]) : null),
        ("for", Chance(12) ? Node.List([For()]) : null),
        ("when", Chance(12) ? When() : null));

    public Node When() => Node.Map(
        ("activate", Chance(70) ? Node.Of(Pick(Instants)) : null), ("deactivate", Chance(50) ? Node.Of(Pick(Instants)) : null));

    public Node? Context() => Chance(65) ? null : Node.Map(
        ("headers", Chance(50) ? Node.Map((Pick("X-App", "x-app"), Node.Of(Pick(Values)))) : null),
        ("claims", Chance(40) ? Node.Map(("dept", Node.Of(Pick(Values)))) : null),
        ("scopes", Chance(40) ? Node.List(Chance(60) ? ["s1"] : Array.Empty<string>()) : null),
        ("viaApi", Chance(40) ? Node.Of(Pick("f1", "f2")) : null),
        ("effectiveAt", Chance(40) ? Node.Of(Pick(Instants)) : null));

    private Node Selector()
    {
        var type = Pick("Job", "Job", "Schedule", "Image", "Repository", "Feature");
        return random.Next(10) switch
        {
            < 6 => Node.Map(("idSelectorDefinition", Node.Map(("identifier", Identifier(type)), ("actions", Actions(type)), ("name", Chance(10) ? Node.Of("n") : null)))),
            < 8 => Node.Map(("matchAllSelectorDefinition", Node.Map(("actions", Actions(type))))),
            _ => Node.Map(("metadataSelectorDefinition", Node.Map(
                ("expressions", Node.List(Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Expression()).ToArray())), ("actions", Actions(type))))),
        };
    }

    private Node Identifier(string type) => type switch
    {
        "Repository" => Node.Map(("repository", Part("tools", "team/tools", "team"))),
        "Image" => Node.Map(("repository", Part("tools", "team/tools", "team")), ("tag", Part("v1", "v2", "tools/v2"))),
        "Feature" => Node.Map(("scope", Part("Scheduler", "Scheduler", "scheduler")), ("code", Part("ListImages", "CreateJob", "RunJob"))),
        _ => Node.Map(("scope", Part("dev", "prod", "pro*")), ("code", Part("a", "b", "a/b"))),
    };

    private Node? Part(params ReadOnlySpan<string> values) => random.Next(10) switch
    {
        < 2 => null,
        < 4 => Node.Of("*"),
        _ => Node.Of(Pick(values)),
    };

    private Node Actions(string type)
    {
        var activity = type == "Feature" ? "Execute" : Chance(50) ? "Any" : Pick(ActionsOf(type));
        var one = Action(activity, Chance(5) ? type.ToLowerInvariant() : type);
        return Node.List(Chance(30) && type is "Job" or "Schedule" ? [one, Action("Read", Pick("Job", "Schedule"))] : [one]);
    }

    private static Node Action(string activity, string entity) =>
        Node.Map(("scope", Node.Of("default")), ("activity", Node.Of(activity)), ("entity", Node.Of(entity)));

    private Node Expression() => random.Next(3) switch
    {
        0 => Node.Map(("metadataKey", Node.Of("team")), ("operator", Node.Of(Pick("Equals", "NotEquals"))), ("textValue", Node.Of(Pick("risk", "ops")))),
        1 => Node.Map(("metadataKey", Node.Of("team")), ("operator", Node.Of("In")), ("textValues", Node.List(Chance(50) ? ["risk"] : new[] { "x", "ops" }))),
        _ => Node.Map(
            ("metadataKey", Node.Of("size")),
            ("operator", Node.Of(Pick("GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"))),
            ("textValue", Node.Of(Pick("9", "10")))),
    };

    private Node If() => random.Next(4) switch
    {
        0 => Node.Map(("ifRequestHeaderExpression", Compared("headerName", Pick("X-App", "X-APP")))),
        1 => Node.Map(("ifIdentityClaimExpression", Compared("claimType", Pick("dept", "Dept")))),
        2 => Node.Map(("ifIdentityScopeExpression", Node.Map(("scopeName", Node.Of(Pick("s1", "s2")))))),
        _ => Node.Map(("ifViaApiExpression", Node.Map(("apiFeatureCodes", Node.List(["f1", "f3"]))))),
    };

    private Node Compared(string key, string name) =>
        Node.Map((key, Node.Of(name)), ("operator", Node.Of(Pick(Operators))), ("value", Node.Of(Pick(Values))));

    private Node For() => Chance(50)
        ? Node.Map(("effectiveRange", Node.Map(("from", Node.Of(Pick(Instants))), ("to", Node.Of(Pick(Instants))))))
        : Node.Map(("effectiveDateHasQuality", Node.Map(("quality", Node.Of(Pick("IsFirstDayOfAnyMonth", "IsBeforeMidday", "IsBefore5pm", "IsAfter5pm"))))));

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}

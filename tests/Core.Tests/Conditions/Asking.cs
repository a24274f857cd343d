using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Asks conditions about one fixed question; tests bring the context.</summary>
internal static class Asking
{
    /// <summary>The time of the question: a Monday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 15, TimeSpan.Zero);

    private static readonly Node SubjectProperties = Json.Parse("""{"level": 3, "groups": ["ops", "dev"], "name": "Ann"}""");
    private static readonly Node ResourceProperties = Json.Parse("""{"level": 2, "public": false, "labels": {"env": "prod", "a-b": 1}}""");
    private static readonly Node ActionProperties = Json.Parse("""{"force": true}""");

    /// <summary>What a condition comes to, and its needs in the order they were found.</summary>
    public static (Verdict Verdict, string[] Needs) Ask(string text, string context = "{}", FactTypes? types = null)
    {
        var needs = new Needs();
        var verdict = Ask(text, Json.Parse(context), ref needs, types);
        return (verdict, [.. needs.All.Select(need => need.ToString())]);
    }

    /// <summary>The same with needs that are kept.</summary>
    public static Verdict Ask(string text, Node? context, ref Needs needs, FactTypes? types = null) =>
        Expression.Parse(text, types ?? FactTypes.Open).Evaluate(About(context), ref needs);

    /// <summary>The facts: ann, a job of bob, and a context.</summary>
    public static Facts About(Node? context) => new()
    {
        SubjectType = "user",
        SubjectId = "ann",
        SubjectProperties = SubjectProperties,
        ResourceType = "job",
        ResourceId = "nightly",
        Namespace = null,
        Owner = SubjectRef.Parse("user:bob"),
        Parent = new ResourceRef("folder", "etl"),
        ResourceProperties = ResourceProperties,
        Action = "run",
        ActionProperties = ActionProperties,
        Context = context,
        Now = Now,
    };

    /// <summary>Demands a verdict and exactly these needs.</summary>
    public static void Expect(Verdict verdict, string text, string context = "{}", params string[] needs)
    {
        var (found, lacking) = Ask(text, context);
        Assert.Equal((verdict, string.Join("; ", needs)), (found, string.Join("; ", lacking)));
    }

    /// <summary>Demands a refusal when the condition is read.</summary>
    public static AclException Refused(string text, FactTypes? types = null) =>
        Assert.Throws<AclException>(() => Expression.Parse(text, types ?? FactTypes.Open));
}

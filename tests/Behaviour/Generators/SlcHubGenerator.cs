using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.SlcHub;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Rules of all four matchers whose patterns overlap the object strings asked about, bound in one namespace or in all.</summary>
internal sealed class SlcHubGenerator(Random random) : Generator(random)
{
    private static readonly string[] Users = ["ann", "bob", "cat", "dan"];
    private static readonly string[] Groups = ["g1", "g2", "g3"];
    private static readonly string[] Roles = ["R1", "R2", "R3"];
    private static readonly string[] Namespaces = ["N1", "N2"];
    private static readonly string[] Names = ["a", "b", "ab"];
    private static readonly string[] Objects =
    [
        "/Users", "/Users/a", "/Users/b", "/Users/ab", "/Users/a/groups", "/User/a", "/Groups/a", "/Groups/a/members", "/Pipelines/a",
        "/Pipelines/a/b", "/Jobs", "/PipelineRuns", "/Namespace", "/RoleBindings", "/LibraryDefinitions/a", "/LibraryDefinitions/ab", "/AuthDomains/d", "/ClusterNodes",
    ];

    private static readonly string[] Things =
        ["job-execution:e1", "job-execution:e2", "pipeline-run:r1", "pipeline-run:r2", "auth-domain:d", "namespace:N1", "namespace:N2", "role-binding:b1", "execution-profile-binding:x1"];

    private static readonly string[] Actions = ["Read", "Update", "Delete", "Create", "ViewLog", "Cancel", "List"];

    private static readonly Dictionary<string, string[]> Patterns = new()
    {
        ["simple"] = ["/*", "/*", "/Users/*", "/Users*", "/User*/a", "/*/a", "/Groups/*", "/*s/a*", "/Pipelines/*b", "/Jobs*", "/**"],
        ["doublestar"] = ["/**", "/**", "/*", "/Users/*", "/Users/**", "/*/a", "/**/a", "/**/a/**", "/Pipelines/**/b", "/Users/a*", "/*s/*/*", "/Job*"],
        ["regex"] = ["/Users/.*", "/Users|/Users/a", "/(Users|Groups)/a", ".*", ".*", "/Users/[ab]", "/.*s/a", "/Jobs|/Namespace", "Users", "a?/.*b"],
        ["hierarchy"] = ["/Users", "/Users/a", "/Pipelines", "/Groups/a", "/User", "/Users/*", "/LibraryDefinitions", "/Jobs", "/AuthDomains"],
    };

    private readonly SlcHubQuestions _questions = new();
    private readonly SlcHubPatterns _patterns = new(random);

    public override string Model => "slc-hub";

    public override World NewWorld() => new SlcHubWorld(Start);

    public override ITasks TasksOf(World world) => new SlcHubTasks((SlcHubWorld)world);

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(u => AnyUser(u, 0)), .. Groups.Select(AnyGroup), .. Roles.Select(AnyRole), AnyResource(), AnyResource(), BindOne(), BindOne(), BindOne(), BindOne(), BindOne(),
    ];

    private Step AnyGroup(string id) => AnyGroup(id, Users, Groups);

    protected override Step AnyStep() => Roll(100) switch
    {
        < 10 => AnyUser(Pick(Users), 0),
        < 20 => AnyGroup(Pick(Groups)),
        < 34 => AnyResource(),
        < 52 => AnyRole(Pick(Roles)),
        < 74 => BindOne(),
        < 79 => Unbind(BindOne),
        < 87 => new Step("grant", Node.Map(
            ("resource", Node.Of("object:" + AnyObject())), ("to", Node.Of("role:" + Pick(Roles))), ("actions", Chance(80) ? Texts(Some(Actions, 1, 3)) : null))),
        < 92 => new Step("revoke", Node.Map(("resource", Node.Of("object:" + AnyObject())), ("from", Node.Of("role:" + Pick(Roles))))),
        _ => Delete(Pick("user:" + Pick(Users), "group:" + Pick(Groups), "role:" + Pick(Roles), Pick(Things), "object:" + Pick(Objects))),
    };

    public override CheckRequest NextCheck() => new(
        new SubjectRef("user", Pick(Users)), Pick(Actions), ResourceRef.Parse(Chance(65) ? "object:" + AskedObject() : Pick(Things)))
    {
        Namespace = Chance(45) ? Pick(Namespaces) : null,
        SubjectProperties = Token(Groups),
    };

    public override OperationRequest NextOperation(ITasks tasks)
    {
        var name = Pick([.. tasks.Names]);
        return new OperationRequest(name, new SubjectRef("user", Pick(Users)))
        {
            Namespace = Chance(50) ? Pick(Namespaces) : null,
            SubjectProperties = Token(Groups),
            Items = _questions.Items(name),
            Arguments = _questions.Arguments(name, () => Pick(Names), Chance(50) ? Pick(Names) : null, Chance(30) ? Pick(Namespaces) : null, Pick("1", "2")),
        };
    }

    private Step AnyRole(string name) => new("role", Node.Map(("name", Node.Of(name)), ("rules", Chance(92) ? Many(Roll(5), AnyRule) : null)));

    private string AskedObject() => Chance(30) ? _patterns.Text() : Pick(Objects);

    private string AnyObject() => Chance(70) ? Pick(Objects) : Pick(Patterns["simple"]);

    private Step BindOne() =>
        Bind("role", Pick(Roles), [Chance(50) ? "user:" + Pick(Users) : "group:" + Pick(Groups)], Chance(30) ? Pick(Namespaces) : null);

    private Step AnyResource()
    {
        var id = Chance(70) ? Pick(Things) : "object:" + Pick(Objects);
        var owned = id.StartsWith("job-", StringComparison.Ordinal) || id.StartsWith("pipe", StringComparison.Ordinal);
        return new Step("resource", Node.Map(
            ("id", Node.Of(id)),
            ("owner", owned && Chance(70) ? Node.Of("user:" + Pick(Users)) : null),
            ("namespace", id.StartsWith("namespace", StringComparison.Ordinal) || Chance(40) ? null : Node.Of(Pick(Namespaces)))));
    }

    private Node AnyRule()
    {
        var matcher = Pick("simple", "simple", "doublestar", "regex", "hierarchy");
        var pattern = Chance(25) ? _patterns.Pattern(matcher) : matcher == "simple" && Chance(30) ? Pick(Objects) : Pick(Patterns[matcher]);
        return Node.Map(
            ("object", Node.Of(pattern)),
            ("actions", Chance(80) ? Texts(Chance(25) ? ["*"] : Some(Actions, 1, 5)) : null),
            ("effect", Roll(10) switch { < 2 => Node.Of("Deny"), < 5 => null, _ => Node.Of("Allow") }),
            ("matcher", matcher == "simple" && Chance(50) ? null : Node.Of(matcher)));
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Lusid;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Ranked roles over policies and collections that are missing, closed, conditional or cyclic about as often as not.</summary>
internal sealed class LusidGenerator(Random random) : Generator(random)
{
    private static readonly string[] Users = ["ann", "bob", "cat"];
    private static readonly string[] Groups = ["g1", "g2", "g3"];
    private static readonly string[] Roles = ["r1", "r2", "r3", "r4"];
    private static readonly string[] Policies = ["p1", "p2", "p3", "p4"];
    private static readonly string[] Collections = ["c1", "c2"];
    private static readonly string[] Resources =
        ["Job:dev/a", "Job:dev/b", "Job:prod/a", "Schedule:dev/a", "Schedule:prod/a/b", "Image:tools/v1", "Image:team/tools/v2", "Repository:tools", "Repository:team/tools"];

    private static readonly string[] Endpoints = ["ListImages", "CreateJob", "RunJob", "GetImage"];

    private readonly LusidDocuments _documents = new(random);

    public override string Model => "lusid-scheduler";

    public override World NewWorld() => new LusidWorld(Start);

    public override ITasks TasksOf(World world) => new LusidTasks((LusidWorld)world);

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(AnyUser), .. Groups.Select(AnyGroup), .. Policies.Select(AnyPolicy), AnyCollection(), .. Roles.Select(AnyRole), AnyResource(), AnyResource(), BindOne(), BindOne(),
    ];

    private Step AnyUser(string id) => AnyUser(id, 0, ("roles", Texts(Some([.. Roles, Chance(4) ? "lusid-administrator" : "none"], 0, 3))));

    private Step AnyGroup(string id) => AnyGroup(id, Users, Groups);

    private Step AnyPolicy(string code) => new("policy", _documents.Policy(code));

    protected override Step AnyStep() => Roll(100) switch
    {
        < 14 => AnyUser(Pick(Users)),
        < 20 => AnyGroup(Pick(Groups)),
        < 32 => AnyResource(),
        < 56 => AnyPolicy(Pick(Policies)),
        < 62 => AnyCollection(),
        < 80 => AnyRole(Pick(Roles)),
        < 88 => BindOne(),
        < 91 => Unbind(BindOne),
        < 94 => new Step("clock", Node.Of(Pick("+1h", "+6h", "+30h"))),
        _ => Delete(Pick("user:" + Pick(Users), "group:" + Pick(Groups), "role:" + Pick(Roles), "policy:" + Pick(Policies), Pick(Resources))),
    };

    public override CheckRequest NextCheck()
    {
        var feature = Chance(15);
        var resource = feature ? "Feature:Scheduler/" + Pick(Endpoints) : Pick(Resources);
        var action = feature ? Pick("Execute", "execute") : LusidDocuments.ActionsOf(resource[..resource.IndexOf(':')]) is var all ? Pick(all) : "";
        return new CheckRequest(new SubjectRef("user", Pick(Users)), action, ResourceRef.Parse(Chance(5) ? char.ToLowerInvariant(resource[0]) + resource[1..] : resource))
        {
            SubjectProperties = AnyToken(),
            ResourceProperties = Chance(6) ? AnyProperties() : null,
            Context = _documents.Context(),
        };
    }

    public override OperationRequest NextOperation(ITasks tasks) => NextOperation(Pick([.. tasks.Names]));

    private OperationRequest NextOperation(string name) => new(name, new SubjectRef("user", Pick(Users)))
    {
        SubjectProperties = AnyToken(),
        Context = _documents.Context(),
        Items = [.. Resources.Where(r => r.StartsWith(Listed(name), StringComparison.Ordinal)).Select(ResourceRef.Parse)],
        Arguments = Node.Map(LusidTasks.ArgumentsOf(name).Select(argument => (argument, Chance(20) ? null : (Node?)AnyArgument(argument)))),
    };

    private Node AnyArgument(string name) =>
        Node.Of(Pick([.. Resources.Where(r => r.StartsWith(name, StringComparison.OrdinalIgnoreCase))]));

    private static string Listed(string operation) => operation switch
    {
        "ListRepositories" => "Repository:",
        "ListImages" => "Image:",
        "ListJobs" => "Job:",
        "ListSchedules" or "GetSchedulesForAJob" or "DeleteJob" => "Schedule:",
        _ => "none",
    };

    private Node? AnyToken() => Chance(8) ? Node.Map(("roles", Texts(Some([.. Roles, "none"], 0, 3)))) : Token(Groups);

    private Step BindOne() => Bind("role", Chance(3) ? "lusid-administrator" : Pick(Roles), [Chance(50) ? "user:" + Pick(Users) : "group:" + Pick(Groups)]);

    private Node AnyProperties() => Node.Map(
        ("team", Chance(70) ? Node.Of(Pick("risk", "ops")) : null), ("size", Chance(70) ? Node.Of((long)Pick(5, 9, 10, 11)) : null), ("image", Chance(50) ? AnyArgument("image") : null));

    private Step AnyResource()
    {
        var id = Pick(Resources);
        return new Step("resource", Node.Map(
            ("id", Node.Of(id)),
            ("owner", Chance(20) ? Node.Of("user:" + Pick(Users)) : null),
            ("parent", id.StartsWith("Schedule", StringComparison.Ordinal) && Chance(60) ? AnyArgument("job") : null),
            ("properties", Chance(70) ? AnyProperties() : null)));
    }

    private Node References(string[] codes, int most) => Node.List(
        Some(codes, 0, most).Select(code => Node.Map(("scope", Chance(90) ? Node.Of(Chance(90) ? "default" : "other") : null), ("code", Node.Of(code)))));

    private Step AnyCollection() => new("policy_collection", Node.Map(
        ("code", Node.Of(Pick(Collections))),
        ("scope", Chance(80) ? null : Node.Of("default")),
        ("policies", References(Policies, 3)),
        ("policyCollections", Chance(50) ? References(Collections, 2) : null)));

    private Step AnyRole(string code) => new("role", Node.Map(
        ("code", Node.Of(code)),
        ("rank", Chance(75) ? Node.Of((long)(1 + Roll(3))) : null),
        ("resource", Node.Map(("policyIdRoleResource", Node.Map(
            ("policies", References(Policies, 3)), ("policyCollections", Chance(40) ? References(Collections, 2) : null))))),
        ("when", Chance(12) ? _documents.When() : null)));
}

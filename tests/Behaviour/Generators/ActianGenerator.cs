using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Actian;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Owners, accounts, and policies whose ids overlap across types.</summary>
internal sealed class ActianGenerator(Random random) : Generator(random)
{
    private static readonly string[] Users = ["ann", "bob", "cat", "dan"];
    private static readonly string[] Groups = ["g1", "g2", "g3"];
    private static readonly string[] Templates = ["t1", "t2", "1"];
    private static readonly string[] Configs = ["c1", "c2", "c3", "1"];
    private static readonly string[] Policies = ["look", "touch", "all of it"];
    private static readonly string[] Ids = ["t1", "c1", "c2", "1", "*", "template:t1", "template:t2", "template:1", "gone"];

    public override string Model => "actian-dataconnect";

    public override World NewWorld() => new ActianWorld(Start);

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(AnyUser), .. Groups.Select(AnyGroup), .. Policies.Select(AnyPolicy), AnyResource(), AnyResource(), AnyResource(), BindOne(), BindOne(), BindOne(), BindOne(),
    ];

    private Step AnyUser(string id) => AnyUser(id, 6, ("properties", Account(12)));

    private Step AnyGroup(string id) => AnyGroup(id, Users, Groups);

    protected override Step AnyStep() => Roll(100) switch
    {
        < 18 => AnyUser(Pick(Users)),
        < 28 => AnyGroup(Pick(Groups)),
        < 52 => AnyResource(),
        < 72 => AnyPolicy(Pick(Policies)),
        < 88 => BindOne(),
        < 93 => Unbind(BindOne),
        _ => Delete(Pick("user:" + Pick(Users), "group:" + Pick(Groups), "policy:" + Pick(Policies), "jobconfigs:" + Pick(Configs), "jobtemplates:" + Pick(Templates))),
    };

    public override CheckRequest NextCheck()
    {
        var action = Pick("view", "edit", "delete", "create");
        var config = Chance(65);
        var id = action == "create" ? "" : config ? Pick(Configs) : Pick(Templates);
        return new CheckRequest(new SubjectRef("user", Pick(Users)), action, ResourceRef.Parse($"{(config ? "jobconfigs" : "jobtemplates")}:{id}"))
        {
            Parent = action == "create" && config && Chance(80) ? ResourceRef.Parse("jobtemplates:" + Pick(Templates)) : null,
            SubjectProperties = Token(Groups),
            ResourceProperties = action != "create" ? Account(5) : null,
        };
    }

    public override ITasks TasksOf(World world) => new ActianTasks((ActianWorld)world);

    public override OperationRequest NextOperation(ITasks tasks)
    {
        var name = Pick([.. tasks.Names]);
        var template = name.EndsWith("-job-template", StringComparison.Ordinal) && !name.StartsWith("create", StringComparison.Ordinal) || name == "move-job-config";
        var config = name.EndsWith("-job-config", StringComparison.Ordinal) && name != "create-job-config";
        string[] items = name switch { "list-job-templates" => [.. Templates.Select(t => "jobtemplates:" + t)], "list-job-configs" => [.. Configs.Select(c => "jobconfigs:" + c)], _ => [] };
        return new OperationRequest(name, new SubjectRef("user", Pick(Users)))
        {
            SubjectProperties = Token(Groups),
            Items = [.. items.Select(ResourceRef.Parse)],
            Arguments = Node.Map(
                ("template", template || (name == "create-job-config" && Chance(80)) ? Node.Of("jobtemplates:" + Pick(Templates)) : null),
                ("config", config ? Node.Of("jobconfigs:" + Pick(Configs)) : null)),
        };
    }

    private Node? Account(int percent) => Chance(percent) ? Node.Map(("account", Node.Of(Pick("a", "b")))) : null;

    private Step BindOne() => Bind("policy", Pick(Policies), [Chance(50) ? "user:" + Pick(Users) : "group:" + Pick(Groups)]);

    private Step AnyResource()
    {
        var config = Chance(60);
        return new Step("resource", Node.Map(
            ("id", Node.Of(config ? "jobconfigs:" + Pick(Configs) : "jobtemplates:" + Pick(Templates))),
            ("owner", Chance(50) ? Node.Of("user:" + Pick(Users)) : null),
            ("parent", config && Chance(70) ? Node.Of("jobtemplates:" + Pick(Templates)) : null),
            ("properties", Account(12))));
    }

    private Step AnyPolicy(string name) => new("policy", Node.Map(
        ("name", Node.Of(name)),
        ("permissions", Many(Roll(3), () => Node.Map(
            ("resourceType", Node.Of(Pick("jobtemplates", "jobconfigs", "jobconfigs", "warehouses"))),
            ("allowed", Texts(Chance(30) ? ["view", "edit", "delete"] : Some(["view", "edit", "delete", "*"], 0, 2))),
            ("resourceIds", Texts(Some(Ids, 0, 3))))))));
}

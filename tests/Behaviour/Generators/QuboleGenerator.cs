using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Qubole;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Lists of dialogs and of the REST body over changing owners, account roles, and the two named groups.</summary>
internal sealed class QuboleGenerator(Random random) : Generator(random)
{
    private static readonly string[] Users = ["1", "2", "3", "4"];
    private static readonly string[] Numbered = ["7", "8", "9"];
    private static readonly string[] Groups = [.. Numbered, "system-user"];
    private static readonly string[] Schedules = ["41", "42", "43"];
    private static readonly string[] Roles = ["looker", "worker", "blocker"];
    private static readonly string[] ListActions = ["read", "update", "delete", "clone", "manage", "all"];

    public override string Model => "qubole-scheduler";

    public override World NewWorld() => new QuboleWorld(Start);

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(u => AnyUser(u, 5)), .. Groups.Select(AnyGroup), .. Roles.Select(AnyRole), .. Schedules.Select(AnyResource), AnyList(), AnyList(), AnyObjectPolicy(), BindOne(), BindOne(), BindOne(),
    ];

    private Step AnyGroup(string id) => AnyGroup(id, Users, Groups);

    protected override Step AnyStep() => Roll(100) switch
    {
        < 12 => AnyUser(Pick(Users), 5),
        < 26 => AnyGroup(Chance(4) ? "system-admin" : Pick(Groups)),
        < 42 => AnyResource(Pick(Schedules)),
        < 58 => AnyList(),
        < 66 => AnyObjectPolicy(),
        < 79 => AnyRole(Pick(Roles)),
        < 91 => BindOne(),
        < 94 => Unbind(BindOne),
        _ => Delete(Pick("user:" + Pick(Users), "group:" + Pick(Groups), "role:" + Pick(Roles), "scheduler:" + Pick(Schedules))),
    };

    public override CheckRequest NextCheck()
    {
        var action = Pick("read", "read", "update", "delete", "clone", "manage", "create");
        return new CheckRequest(new SubjectRef("user", Pick(Users)), action, ResourceRef.Parse("scheduler:" + (action == "create" ? "" : Pick(Schedules))))
        {
            Context = Chance(30) ? Node.Map(("via", Node.Of(Pick("ui", "ui", "api")))) : null,
            SubjectProperties = Token(Groups),
        };
    }

    public override ITasks TasksOf(World world) => new QuboleTasks((QuboleWorld)world);

    public override OperationRequest NextOperation(ITasks tasks)
    {
        var name = Pick([.. tasks.Names]);
        var check = NextCheck();
        return new OperationRequest(name, check.Subject)
        {
            SubjectProperties = check.SubjectProperties,
            Context = check.Context,
            Items = name == "list-schedules" ? [.. Schedules.Select(s => ResourceRef.Parse("scheduler:" + s))] : [],
            Arguments = Node.Map(
                ("schedule", name is "list-schedules" or "create-schedule" ? null : Node.Of("scheduler:" + Pick(Schedules))),
                ("to", name == "change-owner" ? Node.Of("user:" + Pick(Users)) : null)),
        };
    }

    private Step BindOne() => Bind("role", Pick(Roles), [Chance(3) ? "user:" + Pick(Users) : "group:" + Pick(Groups)]);

    private Step AnyResource(string id) => new("resource", Node.Map(
        ("id", Node.Of("scheduler:" + id)), ("owner", Chance(85) ? Node.Of("user:" + Pick(Users)) : null)));

    private string AnySubject() => Chance(55) ? "user:" + Pick(Users) : "group:" + Pick(Groups);

    private Step AnyList() => new("acl", Node.Map(
        ("resource", Node.Of("scheduler:" + Pick(Schedules))),
        ("by", Chance(75) ? Node.Of("user:" + Pick(Users)) : null),
        ("entries", Many(Roll(5), () => Node.Map(
            ("subject", Node.Of(AnySubject())),
            ("effect", Node.Of(Pick("allow", "deny"))),
            ("actions", Texts(Some(ListActions, 1, 3)))))),
        ("complete", Chance(25) ? Node.Of(true) : null)));

    private Step AnyObjectPolicy() => new("object_policy", Node.Map(
        ("source_id", Node.Of(Pick(Schedules))),
        ("source_type", Node.Of("scheduler")),
        ("policy", Node.Of(Many(1 + Roll(3), AnyStatement).ToString()))));

    private Node AnyStatement()
    {
        var (users, groups) = (Chance(70), Chance(40));
        return Node.Map(
            ("access", Node.Of(Pick("allow", "deny"))),
            ("condition", Node.Map(
                ("qbol_users", users || !groups ? Node.List(Some(Users, 1, 2).Select(u => Node.Of(long.Parse(u)))) : null),
                ("qbol_groups", groups ? Node.List(Some(Numbered, 1, 2).Select(g => Node.Of(long.Parse(g)))) : null))),
            ("action", Texts(Some(ListActions, 1, 3))));
    }

    private Step AnyRole(string name) => new("role", Node.Map(
        ("name", Node.Of(name)),
        ("policies", Many(Roll(4), () => Node.Map(
            ("access", Node.Of(Chance(70) ? "allow" : "deny")),
            ("resource", Node.Of(Pick("scheduler", "scheduler", "all", "object_policy", "cluster"))),
            ("action", Texts(Some([.. ListActions, "create"], 1, 3))))))));
}

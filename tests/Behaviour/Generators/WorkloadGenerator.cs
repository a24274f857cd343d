using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Workload;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Workload W in the small: entries of users and groups on a few folders and what lies in them, with many denies.</summary>
internal sealed class WorkloadGenerator(Random random) : Generator(random)
{
    private const string ModelFile = """
        model: workload
        types:
          folder: {actions: [view, edit, run, delete, share, admin]}
          job: {actions: [view, edit, run, delete, share, admin]}
        acl: {all: "*"}
        ladder:
          - acl: {inherit: true, combine: deny_overrides}
          - owner: {}
        """;

    private static readonly string[] Users = ["ann", "bob", "cat"];
    private static readonly string[] Groups = ["g1", "g2", "g3"];
    private static readonly string[] Folders = ["folder:1", "folder:2", "folder:3"];
    private static readonly string[] Jobs = ["job:1", "job:2", "job:3"];
    private static readonly string[] Actions = ["view", "edit", "run", "delete", "share", "admin"];

    public override string Model => "workload";

    public override TenantDefinition Tenant => new() { ModelFile = ModelFile, Clock = Start };

    public override World NewWorld() => new WorkloadWorld(Start);

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(AnyUser), .. Groups.Select(AnyGroup), .. Folders.Select(AnyFolder), .. Jobs.Select(AnyJob), AnyList(), AnyList(), AnyList(),
    ];

    protected override Step AnyStep() => Roll(100) switch
    {
        < 8 => AnyUser(Pick(Users)),
        < 20 => AnyGroup(Pick(Groups)),
        < 30 => AnyFolder(Pick(Folders)),
        < 42 => AnyJob(Pick(Jobs)),
        < 92 => AnyList(),
        _ => Delete(Pick("user:" + Pick(Users), "group:" + Pick(Groups), Pick(Jobs))),
    };

    public override CheckRequest NextCheck() =>
        new(new SubjectRef("user", Pick(Users)), Pick(Actions), ResourceRef.Parse(Pick(Pick(Jobs), Pick(Jobs), Pick(Folders)))) { SubjectProperties = Token(Groups) };

    private static Step AnyUser(string id) => new("user", Node.Map(("id", Node.Of(id))));

    private Step AnyGroup(string id) => AnyGroup(id, Users, Groups);

    /// <summary>A folder lies in one before it, so that no folder lies in itself.</summary>
    private Step AnyFolder(string id)
    {
        var before = Array.IndexOf(Folders, id);
        return AnyResource(id, before > 0 && Chance(80) ? Folders[Roll(before)] : null);
    }

    private Step AnyJob(string id) => AnyResource(id, Chance(85) ? Pick(Folders) : null);

    private Step AnyResource(string id, string? parent) => new("resource", Node.Map(
        ("id", Node.Of(id)), ("owner", Chance(50) ? Node.Of("user:" + Pick(Users)) : null), ("parent", Text(parent))));

    private Step AnyList() => new("acl", Node.Map(
        ("resource", Node.Of(Pick(Pick(Jobs), Pick(Folders)))),
        ("entries", Many(Roll(4), () => Node.Map(
            ("subject", Node.Of(Chance(50) ? "user:" + Pick(Users) : "group:" + Pick(Groups))),
            ("effect", Node.Of(Chance(70) ? "allow" : "deny")),
            ("actions", Texts(Some(Actions, 1, 4))))))));
}

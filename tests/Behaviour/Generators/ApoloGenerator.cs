using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Oracle.Apolo;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Levels at every depth of a few URIs, written long and short, through roles that hold one another.</summary>
internal sealed class ApoloGenerator(Random random) : Generator(random)
{
    private static readonly string[] Users = ["ann", "bob", "cat"];
    private static readonly string[] Roles = ["ann/roles/r", "ann/roles/s", "bob/roles/r"];
    private static readonly string[] DefaultRoles = ["c/admin", "c/manager", "c/users/ann", "c/users/bob"];
    private static readonly string[] Levels = ["deny", "list", "read", "write", "manage"];
    private static readonly string[] Schemes = ["storage:", "storage://", "job:"];
    private static readonly string[] Paths =
    [
        "storage://c", "storage://c/o", "storage://c/o/p", "storage:f", "storage:f/x", "storage:f/x/y", "storage:fx",
        "storage:/p2", "storage:/p2/x", "storage://c/o/p/f/", "storage://d/o/p/f", "storage://c1", "job://c/o/p/j", "job:j", "image:app",
    ];

    public override string Model => "apolo";

    public override TenantDefinition Tenant => base.Tenant with
    {
        Settings = Node.Map(("cluster", Node.Of("c")), ("org", Node.Of("o")), ("project", Node.Of("p"))),
    };

    public override World NewWorld() => new ApoloWorld(Start, "c", "o", "p");

    public override string TypeOf(CheckRequest check) => check.Resource.Type == "job" ? "job" : "storage";

    protected override IEnumerable<Step> Founding() =>
    [
        .. Users.Select(AnyUser), .. Roles.Select(AnyRole), AnyResource(), AnyResource(), AnyGrant(), AnyGrant(), AnyGrant(), AnyGrant(), BindOne(), BindOne(),
    ];

    private Step AnyUser(string id) => AnyUser(id, 0, ("roles", Chance(20) ? Texts(Pick(Roles)) : null));

    protected override Step AnyStep() => Roll(100) switch
    {
        < 8 => AnyUser(Pick(Users)),
        < 24 => AnyResource(),
        < 40 => AnyRole(Pick(Roles)),
        < 72 => AnyGrant(),
        < 80 => new Step("revoke", Node.Map(("resource", Node.Of(AnyUri())), ("from", Node.Of(AnyPrincipal())))),
        < 88 => BindOne(),
        < 92 => Unbind(BindOne),
        _ => Delete(Pick("user:" + Pick(Users), "role:" + Pick(Roles), Pick(Paths))),
    };

    public override CheckRequest NextCheck() => new(
        SubjectRef.Parse(Chance(85) ? "user:" + Pick(Users) : "role:" + Pick([.. Roles, .. DefaultRoles])),
        Pick(Levels[1..]),
        ResourceRef.Parse(AnyUri()));

    public override ITasks TasksOf(World world) => new ApoloTasks((ApoloWorld)world);

    public override OperationRequest NextOperation(ITasks tasks)
    {
        var name = Pick([.. tasks.Names]);
        return new OperationRequest(name, new SubjectRef("user", Pick(Users)))
        {
            Items = [.. Items(name).Select(ResourceRef.Parse)],
            Arguments = Node.Map(ApoloTasks.ArgumentsOf(name).Select(a => (a, Argument(name, a)))),
        };
    }

    private static string[] Items(string task) => task switch
    {
        "storage-list" => ["storage://c/o/p/f", "storage://c/o/p/fx", "storage://c/o/p/f/x"],
        "job-list" => ["job://c/o/p/j", "job://c/o/p/k"],
        _ => [],
    };

    private Node? Argument(string task, string name) => name switch
    {
        "job" => Node.Of(Pick("job://c/o/p/j", "job://c/o/p/k")),
        "name" => Chance(50) ? Node.Of(Pick("job://c/o/p/j", "job://c/o/p/k")) : null,
        "image" or "from" => Node.Of("image://c/o/p/app"),
        "to" when task == "share" => Node.Of("user:" + Pick(Users)),
        _ => Node.Of(Pick("storage://c", "storage://c/o/p", "storage://c/o/p/f", "storage://c/o/p/f/x", "storage://d/o/p/f")),
    };

    private string AnyUri() => Roll(10) switch
    {
        < 1 => Pick(Schemes),
        < 7 => Pick(Paths),
        < 9 => "role://" + Pick([.. Roles, .. DefaultRoles, "ann"]),
        _ => Pick("user://ann", "user://bob", "role:", "user:", "role://ann"),
    };

    private string AnyPrincipal() => Roll(10) switch
    {
        < 6 => "user:" + Pick(Users),
        9 when Chance(10) => "role:" + Pick(DefaultRoles),
        _ => "role:" + Pick(Roles),
    };

    private Step AnyResource() => new("resource", Node.Map(
        ("id", Node.Of(Pick(Paths))), ("owner", Chance(60) ? Node.Of("user:" + Pick(Users)) : null)));

    private Step AnyGrant() => new("grant", Node.Map(
        ("resource", Node.Of(AnyUri())), ("to", Node.Of(AnyPrincipal())), ("level", Chance(85) ? Node.Of(Pick(Levels)) : null)));

    private Step BindOne() => Bind("role", Pick(Roles), ["user:" + Pick(Users)]);

    private Step AnyRole(string name) => new("role", Node.Map(
        ("name", Node.Of(name)),
        ("permissions", Chance(80) ? Node.List(Some([.. Paths[..7], "job:j", .. Roles.Select(r => "role://" + r)], 0, 3)
            .Select(uri => Node.Map(("uri", Node.Of(uri)), ("action", Node.Of(Pick(Levels[1..])))))) : null)));
}

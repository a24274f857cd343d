using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>
/// Random worlds of folders and jobs with access lists, owners, administrators and roles, some of whose parts stand each under a variable of its
/// own: an entry, a grant, a binding, a rung.
/// </summary>
internal sealed class ConditionWorlds(Random random)
{
    private static readonly string[] Users = ["user:ann", "user:bob", "user:kim"];
    private static readonly string[] Subjects = [.. Users, "group:g", "group:h"];
    private static readonly string[] Resources = ["folder:top", "folder:in", "job:1", "job:2"];
    private static readonly string[] Actions = ["view", "edit", "run"];

    private int _variables;
    private bool _exact = true;

    /// <summary>One.</summary>
    public static TermedWorld Make(Random random) => new ConditionWorlds(random).World();

    private TermedWorld World()
    {
        var head = $$"""
            model: random
            types:
              folder: {actions: [view, edit, run], parents: [folder], decided_as: "object:/f/{id}"}
              job: {actions: [view, edit, run], parents: [folder], decided_as: "object:/j/{id}"}
              object:
                actions: [view, edit, run]
                open: true
                vocabulary: {/f: [view, edit, run], /j: [view, edit, run]}
            acl: {specific_first: {{(Chance(50) ? "true" : "false")}} }
            grants: acl
            principals:
              bind: {role: [user, group]}
            documents: {role: slc-role}

            """;
        var rungs = Ladder();
        Given[] parts = [.. Founding(), .. Many(2, 7, Entry), .. Many(0, 2, Grant), .. Bindings()];
        CheckRequest[] checks = [.. from user in Users from action in Actions from resource in Resources select new CheckRequest(SubjectRef.Parse(user), action, ResourceRef.Parse(resource))];
        return new TermedWorld(head, rungs, parts, checks, _exact);
    }

    private Given[] Ladder()
    {
        List<Given> rungs =
        [
            .. Some(30, "administrator: {roles: [root]§}"), .. Some(30, "administrator: {groups: [h], actions: [run]§}"),
            .. Some(40, $"owner: {{unless: {Pick("never", "denied_by_another")}§}}"), .. Some(15, "owner: {of: parent§}"),
            .. Some(15, $"everyone: {{effect: {Pick("allow", "deny")}, actions: [{Pick(Actions)}]§}}"),
            .. Some(60, $"roles: {{combine: {Pick("permit_only", "deny_overrides", "ranked")}§}}"),
            .. Chance(60)
                ? Some(95, $"acl: {Acl("any")}")
                : [.. Some(80, $"acl: {Acl("users")}"), .. Some(80, $"acl: {Acl("groups")}")],
        ];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rungs));
        if (Chance(15))
        {
            // What lies below it is looked at twice, for one action and for another.
            rungs.Insert(Roll(rungs.Count + 1), new Given("prerequisite: {action: view, when: {via: page}, except: [view]}"));
            _exact = false;
        }

        return rungs.Count > 0 ? [.. rungs.Select(r => r.Text.StartsWith("prerequisite", StringComparison.Ordinal) ? r : Perhaps(r, 15))] : [new Given("acl: {inherit: true§}")];
    }

    private string Acl(string subjects) =>
        $"{{subjects: {subjects}, inherit: {(Chance(70) ? "true" : "false")}, combine: {Pick("deny_overrides", "permit_overrides", "nearest")}§}}";

    private IEnumerable<Given> Founding() =>
    [
        .. Users.Select(u => new Given($"user: {{id: {u[5..]}}}")),
        new($"group: {{id: g, members: ['user:ann', 'user:bob']}}"), new($"group: {{id: h, members: ['group:g'{(Chance(50) ? ", 'user:kim'" : "")}]}}"),
        .. Some(50, "members: {group: g, add: ['group:h']}"),
        Resource("folder:top", null), Resource("folder:in", "folder:top"), Resource("job:1", "folder:in"), Resource("job:2", Pick("folder:top", null)),
    ];

    private Given Resource(string id, string? parent) =>
        new($"resource: {{id: '{id}'{(parent is null ? "" : $", parent: '{parent}'")}{(Chance(40) ? $", owner: '{Pick(Users)}'" : "")}}}");

    private Given Entry() => Perhaps(
        new Given($"{{subject: '{Pick(Subjects)}', effect: {(Chance(60) ? "allow" : "deny")}, actions: [{Words()}]§}}") { Resource = Pick(Resources) }, 50);

    private string Words() => Roll(4) switch { 0 => "'*'", 1 => $"{Pick(Actions)}, {Pick(Actions)}, '*'", 2 => $"{Pick(Actions)}, {Pick(Actions)}", _ => Pick(Actions) };

    private Given Grant() => Perhaps(new Given($"grant: {{resource: '{Pick(Resources)}', to: '{Pick(Subjects)}', actions: [{Pick(Actions)}]§}}"), 50);

    private IEnumerable<Given> Bindings()
    {
        string[] roles = ["root", "a", "b"];
        // The role an administrator has is looked at twice, so it allows and denies nothing by itself.
        foreach (var role in roles) yield return new Given($"role: {{name: {role}, rules: [{(role == "root" ? "" : string.Join(", ", Many(1, 3, Rule)))}]}}");
        foreach (var role in roles)
            foreach (var to in Subjects)
                if (Chance(25)) yield return Perhaps(new Given($"bind: {{role: {role}, to: ['{to}']§}}"), 60);
    }

    private string Rule() => $"{{object: '{Pick("/j/1", "/j/2", "/f/in", "/f/top", "/j/*")}', actions: [{Pick(Actions)}], effect: {(Chance(65) ? "Allow" : "Deny")}}}";

    /// <summary>The same under a variable of its own, with this chance in a hundred.</summary>
    private Given Perhaps(Given given, int percent) => _variables < TermedWorld.MostVariables && Chance(percent) ? given.Under(++_variables) : given;

    private Given[] Some(int percent, string text) => Chance(percent) ? [new Given(text)] : [];

    private T[] Many<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, least + Roll(most - least + 1)).Select(_ => make())];

    private int Roll(int limit) => random.Next(limit);

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}

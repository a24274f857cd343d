using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>Random worlds in which what is given counts for some hours of a day: entries, grants, bindings, memberships in a ring of groups, and levels.</summary>
internal sealed class TimeWorlds(Random random)
{
    /// <summary>The first hour in which anything begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many hours of the day things begin and end in.</summary>
    public const int Hours = 6;

    private static readonly string[] Users = ["user:ann", "user:bob"];
    private static readonly string[] Groups = ["group:g", "group:h", "group:i"];

    /// <summary>Jobs in folders, with groups, access lists and roles.</summary>
    public static TermedWorld Jobs(Random random) => new TimeWorlds(random).Jobs();

    /// <summary>Levels on trees of URIs, also held through roles.</summary>
    public static TermedWorld Levels(Random random) => new TimeWorlds(random).Levels();

    private TermedWorld Jobs()
    {
        var head = """
            model: timed
            types:
              folder: {actions: [view, run], parents: [folder], decided_as: "object:/f/{id}"}
              job: {actions: [view, run], parents: [folder], decided_as: "object:/j/{id}"}
              object: {actions: [view, run], open: true, vocabulary: {/f: [view, run], /j: [view, run]}}
            acl: {}
            grants: acl
            principals:
              bind: {role: [user, group]}
            documents: {role: slc-role}

            """;
        string[] subjects = [.. Users, .. Groups];
        string[] resources = ["folder:f", "job:1", "job:2"];
        Given[] rungs =
        [
            new("administrator: {roles: [root], actions: [run]}"), new($"acl: {{inherit: true, combine: {Pick("deny_overrides", "permit_overrides", "nearest")}}}"),
            new("owner: {unless: denied_by_another}"), new("roles: {combine: deny_overrides}"),
        ];
        Given[] parts =
        [
            .. Users.Select(u => new Given($"user: {{id: {u[5..]}}}")), .. Groups.Select(g => new Given($"group: {{id: {g[6..]}}}")),
            new("resource: {id: 'folder:f'}"), new("resource: {id: 'job:1', parent: 'folder:f', owner: 'user:ann'}"), new("resource: {id: 'job:2', parent: 'folder:f'}"),
            new("role: {name: root, rules: []}"), new($"role: {{name: a, rules: [{{object: '/j/*', actions: [view]}}, {{object: '/j/2', actions: [run], effect: {Pick("Allow", "Deny")}}}]}}"),
            .. from member in subjects from g in Groups where member != g && Chance(40) select For(new Given($"members: {{group: {g[6..]}, add: [{{member: '{member}'§}}]}}")),
            .. Enumerable.Range(0, 2 + random.Next(5)).Select(_ => For(
                new Given($"{{subject: '{Pick(subjects)}', effect: {Pick("allow", "allow", "deny")}, actions: [{Pick("view", "run", "'*'")}]§}}") { Resource = Pick(resources) })),
            .. Enumerable.Range(0, random.Next(3)).Select(_ => For(new Given($"grant: {{resource: '{Pick(resources)}', to: '{Pick(subjects)}', actions: [run]§}}"))),
            .. from role in (string[])["root", "a"] from to in subjects where Chance(20) select For(new Given($"bind: {{role: {role}, to: ['{to}']§}}")),
        ];
        CheckRequest[] checks = [.. from user in Users from action in (string[])["view", "run"] from resource in resources select new CheckRequest(SubjectRef.Parse(user), action, ResourceRef.Parse(resource))];
        return new TermedWorld(head, rungs, parts, checks, Exact: true);
    }

    private TermedWorld Levels()
    {
        string[] roles = ["ann/roles/r", "ann/roles/s"];
        string[] uris = ["storage://c/o/p/f", "storage://c/o/p/f/x", "storage://c/o"];
        Given[] parts =
        [
            .. Users.Select(u => new Given($"user: {{id: {u[5..]}}}")), .. roles.Select(r => new Given($"role: {{name: {r}}}")),
            new("resource: {id: 'storage://c/o/p/f'}"), new("resource: {id: 'storage://c/o/p/f/x'}"),
            .. from role in roles from uri in uris where Chance(40) select new Given($"grant: {{resource: '{uri}', to: 'role:{role}', level: {Level()}}}"),
            .. from user in Users from uri in uris where Chance(35) select new Given($"grant: {{resource: '{uri}', to: '{user}', level: {Level()}}}"),
            .. from user in Users from uri in uris where Chance(50) select For(new Given($"grant: {{resource: '{uri}', to: '{user}', level: {Level()}§}}"), 100),
            .. from user in Users from role in roles where Chance(60) select For(new Given($"bind: {{role: {role}, to: ['{user}']§}}"), 80),
            .. Chance(40) ? [new Given($"bind: {{role: {roles[1]}, to: ['role:{roles[0]}']}}")] : Array.Empty<Given>(),
        ];
        CheckRequest[] checks =
        [
            .. from user in Users from action in (string[])["list", "read", "write", "manage"] from uri in (string[])["storage://c/o/p/f", "storage://c/o/p/f/x"]
               select new CheckRequest(SubjectRef.Parse(user), action, ResourceRef.Parse(uri)),
        ];
        return new TermedWorld("apolo", [], parts, checks, Exact: true) { Settings = Node.Map(("cluster", Node.Of("c")), ("org", Node.Of("o")), ("project", Node.Of("p"))) };
    }

    /// <summary>The same for some hours, for ever from one on, or until one; seldom an instant that is not on the hour.</summary>
    private Given For(Given given, int percent = 70)
    {
        if (!Chance(percent)) return given;
        var from = random.Next(Hours);
        var until = from + 1 + random.Next(Hours - from);
        return random.Next(3) switch { 0 => given.For(At(from), null), 1 => given.For(null, At(until)), _ => given.For(At(from), At(until)) };
    }

    private DateTimeOffset At(int hour) => Start.AddHours(hour).AddTicks(Chance(90) ? 0 : 1);

    private string Level() => Pick("read", "write", "manage");

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}

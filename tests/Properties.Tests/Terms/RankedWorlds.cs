using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>Random worlds of ranked roles, each of several policies that allow or deny, bound each under a variable of its own.</summary>
internal sealed class RankedWorlds(Random random)
{
    private const string Head = """
        model: ranked
        types:
          Job: {id: [scope, code], actions: [Read, Run]}
        principals: {bind: {role: [user, group]}}
        documents: {policy: lusid-policy, policy_collection: lusid-collection, role: lusid-role}

        """;

    private static readonly string[] Subjects = ["user:ann", "user:bob", "group:g", "group:h"];
    private static readonly string[] Policies = ["p", "q", "r", "s"];

    private int _variables;

    /// <summary>One.</summary>
    public static TermedWorld Make(Random random) => new RankedWorlds(random).World();

    private TermedWorld World()
    {
        Given[] rungs =
        [
            .. Chance(20) ? [Perhaps(new Given("everyone: {effect: deny, actions: [Run]§}"), 70)] : Array.Empty<Given>(),
            Perhaps(new Given($"roles: {{combine: {(Chance(70) ? "ranked" : Chance(50) ? "deny_overrides" : "permit_only")}§}}"), 15),
            .. Chance(30) ? [Perhaps(new Given("everyone: {effect: allow, actions: [Read]§}"), 70)] : Array.Empty<Given>(),
        ];
        Given[] parts =
        [
            new("user: {id: ann}"), new("user: {id: bob}"), new("group: {id: g, members: ['user:ann', 'user:bob']}"), new("group: {id: h, members: ['group:g']}"),
            new("resource: {id: 'Job:dev/a'}"), new("resource: {id: 'Job:dev/b'}"),
            .. Policies.Select(Policy), new("policy_collection: {code: c, policies: [{code: p}, {code: q}]}"),
            .. from role in (string[])["x", "y", "z"] select Role(role),
            .. from role in (string[])["x", "y", "z"] from to in Subjects where Chance(45) select Perhaps(new Given($"bind: {{role: {role}, to: ['{to}']§}}"), 80),
        ];
        CheckRequest[] checks =
        [
            .. from user in (string[])["user:ann", "user:bob"] from action in (string[])["Read", "Run"] from resource in (string[])["Job:dev/a", "Job:dev/b"]
               select new CheckRequest(SubjectRef.Parse(user), action, ResourceRef.Parse(resource)),
        ];
        return new TermedWorld(Head, rungs, parts, checks, Exact: true);
    }

    private Given Policy(string code) => new(
        $"policy: {{code: {code}, grant: {Pick("Allow", "Deny")}, selectors: [{{idSelectorDefinition: {{identifier: {{scope: dev, code: {Pick("a", "b", "'*'")}}}, "
        + $"actions: [{{scope: default, activity: {Pick("Read", "Run", "Any")}, entity: Job}}]}}}}]}}");

    private Given Role(string code) => new(
        $"role: {{code: {code}{(Chance(80) ? $", rank: {1 + random.Next(2)}" : "")}, resource: {{policyIdRoleResource: {{policies: [{string.Join(", ", Policies.Where(_ => Chance(40)).Select(p => $"{{code: {p}}}"))}]"
        + $"{(Chance(20) ? ", policyCollections: [{code: c}]" : "")}}}}}}}");

    private Given Perhaps(Given given, int percent) => _variables < TermedWorld.MostVariables && Chance(percent) ? given.Under(++_variables) : given;

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}

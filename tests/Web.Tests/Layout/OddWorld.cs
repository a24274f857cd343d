using OrleansAcl.Documents;

namespace OrleansAcl.Web.Tests.Layout;

/// <summary>What a tenant of a built-in model holds whose names are as awkward as names may be, and what is called how there.</summary>
/// <param name="Steps">A JSON list of steps; <c>{user}</c> and the like stand for the names, as they do in the queries of pages.</param>
/// <param name="Names">The names by what stands for them.</param>
internal sealed record OddWorld(string Steps, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>The user who signs in, without the kind before it.</summary>
    public const string Self = "Zoë <b>O'Neil</b> \"z\" a/b & c?d=1#e 漢字";

    private static readonly string Long = new('w', 120);

    private static readonly IReadOnlyDictionary<string, OddWorld> All = new Dictionary<string, OddWorld>
    {
        ["qubole-scheduler"] = new(
            """
            [{"user": {"id": {self}}}, {"user": {"id": {long}}}, {"group": {"id": {ops}, "members": [{user}]}},
             {"resource": {"id": {resource}, "owner": {user}, "properties": {"cron": "0 7 * * *", {long}: {long}}}}, {"resource": {"id": {other}, "owner": {stranger}}},
             {"acl": {"resource": {resource}, "by": {user}, "complete": true, "entries": [
                {"subject": {stranger}, "effect": "deny", "actions": ["read"]}, {"subject": {group}, "effect": "allow", "actions": ["read", "update"]}]}}]
            """,
            new Dictionary<string, string>
            {
                ["ops"] = "<i>ops</i> & 'friends'", ["resource"] = $"scheduler:nightly <b>load</b> \"x\" é/{Long}",
                ["other"] = "scheduler:Bücher & <script>",
            }),
        ["lusid-scheduler"] = new(
            """
            [{"policy": {"code": {policy}, "description": {odd}, "grant": "Allow", "selectors": [{"idSelectorDefinition": {
                "identifier": {"scope": "*", "code": "*"}, "actions": [{"scope": "default", "activity": "Run", "entity": "Job"}]}}]}},
             {"role": {"code": {role}, "description": {odd}, "rank": 5, "resource": {"policyIdRoleResource": {"policies": [{"scope": "default", "code": {policy}}]}}}},
             {"user": {"id": {self}, "roles": [{role}]}}, {"user": {"id": {long}}}, {"group": {"id": {ops}, "members": [{user}]}}, {"resource": {"id": {resource}}}]
            """,
            new Dictionary<string, string>
            {
                ["ops"] = "<i>ops</i> & 'friends'", ["resource"] = $"Job:{new string('s', 60)}/{new string('c', 60)}",
                ["policy"] = new string('p', 64), ["role"] = new string('r', 64),
            }),
        ["apolo"] = new(
            """
            [{"user": {"id": {self}}}, {"user": {"id": {long}}}, {"resource": {"id": {resource}, "owner": {user}}},
             {"grant": {"resource": {resource}, "to": {stranger}, "level": "write"}}]
            """,
            new Dictionary<string, string> { ["resource"] = $"storage://main/org/web/{Long}/Bücher & <b>more</b>" }),
    };

    /// <summary>That of a model.</summary>
    public static OddWorld Of(string model) => All[model];

    /// <summary>A text with the names put in for what stands for them, each written in a way of its own.</summary>
    private string Fill(string text, Func<string, string> write)
    {
        var names = new Dictionary<string, string>(Names)
        {
            ["self"] = Self, ["user"] = $"user:{Self}", ["long"] = Long, ["stranger"] = $"user:{Long}", ["odd"] = "<b>bold</b> & \"quoted\"",
        };
        if (Names.TryGetValue("ops", out var ops)) names["group"] = $"group:{ops}";
        return names.Aggregate(text, (filled, name) => filled.Replace("{" + name.Key + "}", write(name.Value), StringComparison.Ordinal));
    }

    /// <summary>The steps.</summary>
    public string Filled() => Fill(Steps, name => Node.Of(name).ToString());

    /// <summary>A page with its query.</summary>
    public string Page(string page) => Fill(page, Uri.EscapeDataString);
}

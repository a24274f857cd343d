namespace OrleansAcl.Cli.Scenarios;

/// <summary>What a step can be: it changes something, or it asks.</summary>
internal enum VerbKind
{
    /// <summary>Changes something; the service reads its value.</summary>
    SetUp,

    /// <summary>Asks and expects <c>allow</c>, <c>deny</c> or <c>error</c>.</summary>
    Asks,

    /// <summary>Asks and expects a list, or <c>error</c>.</summary>
    Enumerates,
}

/// <summary>A verb of the scenario vocabulary.</summary>
/// <param name="Name">The step's key.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Keys">The keys of a question's value; the service knows those of a set-up verb.</param>
/// <param name="Results">The result fields it may carry besides <c>expect</c> and <c>error</c>.</param>
internal sealed record Verb(string Name, VerbKind Kind, string[] Keys, string[] Results);

/// <summary>The scenario vocabulary.</summary>
internal static class Verbs
{
    /// <summary>Modifiers that any step may carry.</summary>
    public static readonly string[] Modifiers = ["expect", "error", "because", "as"];

    private static readonly string[] CheckKeys = ["subject", "action", "resource", "namespace", "parent", "context", "assuming"];

    private static readonly string[] SetUpNames =
    [
        "user", "group", "resource", "acl", "role", "policy", "policy_collection", "object_policy",
        "members", "bind", "unbind", "grant", "grants", "revoke", "delete", "remove", "clock",
    ];

    private static readonly Dictionary<string, Verb> ByName = new Verb[]
    {
        new("run", VerbKind.SetUp, [], ["exit", "stdout", "stderr"]),
        new("check", VerbKind.Asks, CheckKeys, ["needs"]),
        new("explain", VerbKind.Asks, CheckKeys, ["decided_by", "needs"]),
        new("operation", VerbKind.Asks, ["name", "subject", "args", "items", "namespace", "context", "assuming"], ["visible", "missing"]),
        new("list", VerbKind.Enumerates, ["subject", "action", "type", "namespace", "context", "assuming"], []),
        new("who", VerbKind.Enumerates, ["action", "resource", "type", "context", "assuming"], []),
        new("actions", VerbKind.Enumerates, ["subject", "resource", "context", "assuming"], []),
    }.Concat(SetUpNames.Select(name => new Verb(name, VerbKind.SetUp, [], []))).ToDictionary(verb => verb.Name);

    /// <summary>The verb of that name, or null.</summary>
    public static Verb? Find(string name) => ByName.GetValueOrDefault(name);
}

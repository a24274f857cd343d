using System.Buffers.Text;
using System.Text;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Objects of one kind as REST's clients put them.</summary>
/// <param name="Name">Where they are and in which model.</param>
/// <param name="Model">The tenant's model.</param>
/// <param name="Path">The path of the n-th of them.</param>
/// <param name="Body">The document of the n-th of them; null when there is none to be sent.</param>
/// <param name="SetUp">The steps that make what they need.</param>
internal sealed record RestCase(string Name, string Model, Func<int, string> Path, Func<int, string?> Body, params string[] SetUp)
{
    /// <summary>Different documents for the first of them; null where its document cannot differ.</summary>
    public Func<int, string>? Version { get; init; }

    /// <summary>Where all of them are, with anything else that must be said.</summary>
    public string All => Name.Split(' ')[0];

    /// <summary>Every kind, and twice where models differ.</summary>
    public static IReadOnlyList<RestCase> Cases { get; } =
    [
        new("users of qubole", "qubole-scheduler", n => $"users/u{n}", _ => "{}") { Version = n => $$"""{"properties": {"n": {{n}} } }""" },
        new("groups of qubole", "qubole-scheduler", n => $"groups/g{n}", n => $$"""{"id": "g{{n}}", "members": ["user:u{{n}}"]}"""),
        new("groups/g/members of qubole", "qubole-scheduler", n => $"groups/g/members/user%3Au{n}", _ => null, """{"group": {"id": "g"}}"""),
        new("roles of slc", "slc-hub", n => $"roles/r{n}", n => $$"""{"name": "r{{n}}"}""")
        {
            Version = n => $$"""{"name": "r0", "description": "{{n}}"}""",
        },
        new("roles of apolo", "apolo", n => $"roles/ann/roles/r{n}", n => $$"""{"name": "ann/roles/r{{n}}"}""")
        {
            Version = n => $$"""{"name": "ann/roles/r0", "permissions": [{"uri": "storage://c/o/p/{{n}}", "action": "read"}]}""",
        },
        new("policies of lusid", "lusid-scheduler", n => $"policies/s%2Fp{n}", n => $$"""{"scope": "s", "code": "p{{n}}", "grant": "Allow", "selectors": []}""")
        {
            Version = n => $$"""{"scope": "s", "code": "p0", "description": "{{n}}", "grant": "Allow", "selectors": []}""",
        },
        new("policy-collections of lusid", "lusid-scheduler", n => $"policy-collections/c{n}", n => $$"""{"scope": "default", "code": "c{{n}}"}""")
        {
            Version = n => $$"""{"code": "c0", "description": "{{n}}"}""",
        },
        new("bindings of slc", "slc-hub", n => $"bindings/{Tied($"""["role","r","user:u{n}","ns"]""")}", n => $$"""{"role": "r", "to": ["user:u{{n}}"], "namespace": "ns"}""",
            """{"role": {"name": "r"}}"""),
        new("resources of qubole", "qubole-scheduler", n => $"resources/scheduler%3A{n}", _ => "{}") { Version = n => $$"""{"owner": "user:u{{n}}"}""" },
        new("acl of qubole", "qubole-scheduler", n => $"acl/scheduler%3A{n}", _ => """{"entries": []}""")
        {
            Version = n => $$"""{"entries": [{"subject": "user:u{{n}}", "effect": "allow", "actions": ["read"]}]}""",
        },
        new("grants of apolo", "apolo", n => $"grants/{Tied($"""["storage://c/o/p/{n}","user:bob"]""")}", n => $$"""{"resource": "storage://c/o/p/{{n}}", "to": "user:bob"}"""),
    ];

    /// <summary>A JSON list as it stands in a path.</summary>
    public static string Tied(string list) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(list));

    /// <inheritdoc/>
    public override string ToString() => Name;
}

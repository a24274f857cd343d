namespace OrleansAcl.Behaviour;

/// <summary>Models of documents and of levels, each in two versions, with what is stored under the first.</summary>
public static class ModelDocumentWorlds
{
    /// <summary>Levels on images.</summary>
    public const string Levels = """
        model: levels
        settings: {cluster: main}
        uris: {relative_to: [cluster], absolute_only: [role]}
        types:
          image: {actions: [view, use]}
          role: {actions: [view, use]}
        principals: {groups: false, bind: {role: [user]}}
        levels:
          order: [none, view, use]
          default: view
          owner: use
          roles: {type: role, expand_at: view, name: "[^/]+/roles/[^/]+"}
        documents: {role: apolo-role}
        grants: levels
        ladder:
          - levels: {}
        """;

    /// <summary>The same with another level between the two.</summary>
    public static readonly string MoreLevels = Levels.Replace("[view, use]", "[view, edit, use]", StringComparison.Ordinal)
        .Replace("order: [none, view, use]", "order: [none, view, edit, use]", StringComparison.Ordinal);

    /// <summary>What is stored under levels: grants, for good and for a time, a role, and something owned.</summary>
    public static readonly string[] LevelSteps =
    [
        "role: {name: ann/roles/makers, permissions: [{uri: 'image://main/b', action: use}]}", "grant: {resource: 'image://main/a', to: 'user:bob', level: use}",
        "grant: {resource: 'image://main/b', to: 'user:bob', level: view}", "grant: {resource: 'role://ann/roles/makers', to: 'user:carl'}",
        "grant: {resource: 'image://main/c', to: 'user:dora', level: use, until: '2999-01-01T00:00:00Z'}", "resource: {id: 'image://main/d', owner: 'user:bob'}",
    ];

    /// <summary>What may be done by those, and what may not.</summary>
    public static readonly (string User, string Action, string Resource, bool Allowed)[] LevelAnswers =
    [
        ("bob", "use", "image://main/a", true), ("bob", "view", "image://main/b", true), ("bob", "use", "image://main/b", false), ("carl", "use", "image://main/b", true),
        ("dora", "use", "image://main/c", true), ("dora", "use", "image://main/a", false), ("bob", "use", "image://main/d", true),
    ];

    /// <summary>Roles and policies as documents.</summary>
    public const string Policies = """
        model: policies
        types:
          job: {id: [scope, code], actions: [Read, Run]}
        principals: {builtin_roles: [guest], bind: {role: [user, group]}}
        documents: {policy: lusid-policy, policy_collection: lusid-collection, role: lusid-role}
        ladder:
          - roles: {combine: ranked}
        """;

    /// <summary>A policy and a role that has it, bound to a group.</summary>
    public static readonly string[] PolicySteps =
    [
        "policy: {code: run-all, grant: Allow, selectors: [{matchAllSelectorDefinition: {actions: [{scope: default, activity: Run, entity: job}]}}]}",
        "role: {code: runner, rank: 1, resource: {policyIdRoleResource: {policies: [{scope: default, code: run-all}]}}}",
        "group: {id: g, members: ['user:bob']}", "bind: {role: runner, to: ['group:g']}", "bind: {role: guest, to: ['user:eve']}", "resource: {id: 'job:s/1', owner: 'user:ann'}",
    ];
}

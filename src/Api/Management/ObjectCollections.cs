namespace OrleansAcl.Api.Management;

/// <summary>Every collection there is: the table that REST is made of.</summary>
internal static class ObjectCollections
{
    public static IReadOnlyList<ObjectCollection> All { get; } =
    [
        new NamedObjects("users", ObjectRef.User, "id"),
        new NamedObjects("groups", ObjectRef.Group, "id") { Required = "members" },
        new Members(),
        new NamedObjects("roles", ObjectRef.Role, null) { HasSlashes = true },
        new NamedObjects("policies", "policy", null) { HasSlashes = true },
        new NamedObjects("policy-collections", "policy_collection", null) { HasSlashes = true },
        new Bindings(),
        new NamedObjects("resources", ObjectRef.Resource, "id") { HasSlashes = true },
        new NamedObjects("acl", ObjectRef.Acl, "resource") { HasSlashes = true },
        new Grants(),
    ];
}

namespace OrleansAcl.Wire;

/// <summary>The paths of the HTTP API below its base address, without a leading slash: what the server maps and what a client calls.</summary>
public static class AclPaths
{
    /// <summary>All tenants.</summary>
    public const string Tenants = "tenants";

    /// <summary>One check.</summary>
    public const string Check = "check";

    /// <summary>Many checks.</summary>
    public const string CheckMany = "check-many";

    /// <summary>One check with its ladder.</summary>
    public const string Explain = "explain";

    /// <summary>Which resources.</summary>
    public const string List = "list";

    /// <summary>Which subjects.</summary>
    public const string Who = "who";

    /// <summary>Which actions.</summary>
    public const string Actions = "actions";

    /// <summary>Which decisions would be other ones.</summary>
    public const string Impact = "impact";

    /// <summary>Named tasks of the model; the name follows.</summary>
    public const string Operations = "operations";

    /// <summary>Changes.</summary>
    public const string Apply = "apply";

    /// <summary>Stored objects by kind: one with <c>?id=</c>, or some at a time.</summary>
    public const string Objects = "objects";

    /// <summary>One stored object.</summary>
    public const string Object = "object";

    /// <summary>The change log.</summary>
    public const string Changes = "changes";

    /// <summary>Everything a tenant holds.</summary>
    public const string Export = "export";

    /// <summary>Fills a new tenant with what an export says.</summary>
    public const string Import = "import";

    /// <summary>The tenant's model.</summary>
    public const string Model = "model";

    /// <summary>The versions of it that are kept.</summary>
    public const string ModelVersions = "model/versions";

    /// <summary>What another model would make of the tenant.</summary>
    public const string ModelPlan = "model/plan";

    /// <summary>Checks under the tenant's model and another.</summary>
    public const string ModelCompare = "model/compare";

    /// <summary>One object by what it is found by.</summary>
    public static string ObjectAt(ObjectRef reference) => $"{Objects}/{Uri.EscapeDataString(reference.Kind)}?id={Uri.EscapeDataString(reference.Id)}";

    /// <summary>One tenant.</summary>
    public static string Tenant(string tenant) => $"{Tenants}/{tenant}";

    /// <summary>What can be asked of and done in a tenant.</summary>
    public static string Management(string tenant) => $"{Tenants}/{tenant}/v1";
}

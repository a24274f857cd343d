namespace OrleansAcl.Oracle.SlcHub;

/// <summary>Section 6, read by object: every action the tasks name for objects with the same first path segment.</summary>
internal static class ObjectActions
{
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["/User"] = ["ReadSimple"],
        ["/Group"] = ["ReadSimple"],
        ["/Users"] = ["Create", "Read", "Update", "Delete"],
        ["/Groups"] = ["Create", "Read", "Update", "Delete"],
        ["/Roles"] = ["Create", "Read", "Update", "Delete"],
        ["/RoleBindings"] = ["Create", "Read", "Delete"],
        ["/Namespace"] = ["Create", "Read", "Update", "Delete"],
        ["/ExecutionProfiles"] = ["Create", "Read", "Use", "Update", "Delete"],
        ["/ExecutionProfileBindings"] = ["Create", "Read", "Update", "Delete"],
        ["/ClusterNodes"] = ["List", "Read"],
        ["/ClusterJobs"] = ["Read", "Update"],
        ["/LibraryDefinitions"] =
            ["Create", "Read", "Update", "Delete", "CreateBinding", "DeleteBinding", "UpdateBinding", "ListBindings", "GetBinding"],
        ["/AuthDomains"] =
        [
            "Create", "Read", "Update", "Delete", "CreateCredential", "DeleteCredential", "UpdateCredential", "ListCredentials", "GetCredential",
        ],
        ["/ArtifactRepositories"] = ["Create", "Read", "Update", "Delete"],
        ["/Artifacts"] = ["Upload", "Read", "Delete"],
        ["/Ondemand/Deployments"] = ["Create", "Read", "Update", "Delete"],
        ["/Directory"] = ["Read", "Run"],
        ["/Jobs"] = ["Read", "Delete", "Cancel", "ViewLog"],
        ["/Pipelines"] =
        [
            "Create", "Read", "Update", "Delete", "Submit", "CreateTrigger", "UpdateTrigger", "GetTrigger", "DeleteTrigger", "ListTriggers",
        ],
        ["/PipelineRuns"] = ["Create", "Read", "Delete", "Cancel", "List"],
    };

    public static string[] Of(string text) =>
        Table.FirstOrDefault(row => text == row.Key || text.StartsWith(row.Key + "/", StringComparison.Ordinal)).Value ?? [];
}

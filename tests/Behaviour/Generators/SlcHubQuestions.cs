using OrleansAcl.Documents;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>Arguments and items that the tasks of SLC Hub take.</summary>
internal sealed class SlcHubQuestions
{
    private static readonly Dictionary<string, string[]> ItemsByTask = new()
    {
        ["query-users"] = ["object:/Users/a", "object:/Users/b", "object:/Users/ab"],
        ["query-groups"] = ["object:/Groups/a", "object:/Groups/b"],
        ["query-library-definitions"] = ["object:/LibraryDefinitions/a", "object:/LibraryDefinitions/ab"],
        ["list-pipeline-runs"] = ["pipeline-run:r1", "pipeline-run:r2"],
        ["query-jobs"] = ["job-execution:e1", "job-execution:e2"],
    };

    /// <summary>What the task would filter.</summary>
    public IReadOnlyList<ResourceRef> Items(string task) => [.. ItemsByTask.GetValueOrDefault(task, []).Select(ResourceRef.Parse)];

    /// <summary>The arguments of the task's row; a new name and namespace only where the row knows them.</summary>
    public Node? Arguments(string task, Func<string> name, string? newName, string? newNamespace, string run)
    {
        if (task.Contains("-job", StringComparison.Ordinal)) return task == "query-jobs" ? null : Node.Map(("job", Node.Of("job-execution:e" + run)));
        if (task is "get-pipeline-run" or "delete-pipeline-run" or "cancel-pipeline-run") return Node.Map(("run", Node.Of("pipeline-run:r" + run)));
        if (task is "create-pipeline-run" or "list-pipeline-runs" or "get-own-user" or "list-cluster-nodes" || ItemsByTask.ContainsKey(task)) return null;
        var key = task switch
        {
            "replace-artifact" => "repo",
            "get-cluster-node" => "node",
            _ when task.EndsWith("-pipeline", StringComparison.Ordinal) || task == "list-triggers" => "path",
            _ => "name",
        };
        var rename = task.StartsWith("rename-", StringComparison.Ordinal);
        var changes = rename || task.StartsWith("update-", StringComparison.Ordinal);
        var moves = changes && (task.EndsWith("-library-definition", StringComparison.Ordinal) || task.EndsWith("-pipeline", StringComparison.Ordinal));
        return Node.Map(
            (key, Node.Of(name())),
            (key == "path" ? "newPath" : "newName", rename ? Node.Of(name()) : changes && newName is not null ? Node.Of(newName) : null),
            ("newNamespace", moves && newNamespace is not null ? Node.Of(newNamespace) : null));
    }
}

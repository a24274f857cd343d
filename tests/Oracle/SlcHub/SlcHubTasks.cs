using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.SlcHub;

/// <summary>Sections 5 and 6, the rows that ask about a bare name, rename or move it, concern a run, or filter objects.</summary>
public sealed class SlcHubTasks(SlcHubWorld world) : ITasks
{
    /// <summary>A row: the object with its argument, its actions, and whether its namespace is <c>given</c>.</summary>
    private sealed record Row(string Object, string[] Actions, bool Given = false);

    private static readonly Dictionary<string, Row> Named = new()
    {
        ["get-user"] = new("/Users/{name}", ["Read"]),
        ["delete-user"] = new("/Users/{name}", ["Delete"]),
        ["update-user"] = new("/Users/{name}", ["Update"]),
        ["rename-user"] = new("/Users/{name}", ["Update"]),
        ["query-user-groups"] = new("/Users/{name}/groups", ["Read"]),
        ["create-group"] = new("/Groups/{name}", ["Create"]),
        ["update-group"] = new("/Groups/{name}", ["Update"]),
        ["rename-group"] = new("/Groups/{name}", ["Update"]),
        ["add-group-member"] = new("/Groups/{name}/members", ["Update"]),
        ["remove-group-member"] = new("/Groups/{name}/members", ["Update"]),
        ["create-library-definition"] = new("/LibraryDefinitions/{name}", ["Create"], true),
        ["update-library-definition"] = new("/LibraryDefinitions/{name}", ["Update"], true),
        ["rename-library-definition"] = new("/LibraryDefinitions/{name}", ["Update"], true),
        ["list-libname-bindings"] = new("/LibraryDefinitions/{name}", ["ListBindings"], true),
        ["replace-artifact"] = new("/Artifacts/{repo}", ["Upload", "Delete"]),
        ["list-cluster-nodes"] = new("/ClusterNodes", ["List"]),
        ["get-cluster-node"] = new("/ClusterNodes/{node}", ["Read"]),
        ["create-pipeline"] = new("/Pipelines/{path}", ["Create"], true),
        ["update-pipeline"] = new("/Pipelines/{path}", ["Update"], true),
        ["rename-pipeline"] = new("/Pipelines/{path}", ["Update"], true),
        ["list-triggers"] = new("/Pipelines/{path}", ["ListTriggers"], true),
        ["create-pipeline-run"] = new("/PipelineRuns", ["Create"], true),
    };

    private static readonly Dictionary<string, string> OnJobs = new()
    {
        ["get-job"] = "Read", ["delete-job"] = "Delete", ["cancel-job"] = "Cancel", ["view-job-log"] = "ViewLog", ["view-job-result"] = "Read",
    };

    private static readonly Dictionary<string, string> OnRuns = new()
    {
        ["get-pipeline-run"] = "Read", ["delete-pipeline-run"] = "Delete", ["cancel-pipeline-run"] = "Cancel",
    };

    private static readonly string[] Filters = ["query-users", "query-groups", "query-library-definitions", "list-pipeline-runs", "query-jobs"];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names { get; } = [.. Named.Keys, .. OnJobs.Keys, .. OnRuns.Keys, .. Filters, "submit-pipeline", "get-own-user"];

    /// <inheritdoc/>
    public Answer Operate(OperationRequest request)
    {
        if (!world.Caller(request.Subject).Active) throw new PageIsSilentException("what an inactive caller is told");
        if (request.Name == "get-own-user") return Answer.Of([], [], _ => false);
        if (Filters.Contains(request.Name)) return Answer.Of([], request.Items, item => Keeps(request, item));
        if (OnJobs.TryGetValue(request.Name, out var action)) return Answer.Of([OnRun(request, "job", action, "/Jobs")], [], _ => false);
        if (OnRuns.TryGetValue(request.Name, out action)) return Answer.Of([OnRun(request, "run", action, "/PipelineRuns")], [], _ => false);
        if (request.Name == "submit-pipeline")
        {
            var pipeline = "/Pipelines/" + request.Arguments!.Require("path").AsString();
            return Answer.Of([Ask(request, "Submit", pipeline, Given(request, pipeline)), Ask(request, "Create", "/PipelineRuns", Given(request, pipeline))], [], _ => false);
        }

        return Answer.Of(OnName(request, Named[request.Name]), [], _ => false);
    }

    /// <summary>The old name in the old namespace, and for a rename or move the new name in the new namespace.</summary>
    private IEnumerable<(bool Held, string Name)> OnName(OperationRequest request, Row row)
    {
        var argument = row.Object.Contains('{') ? row.Object[(row.Object.IndexOf('{') + 1)..row.Object.IndexOf('}')] : "";
        var name = argument == "" ? "" : request.Arguments!.Require(argument).AsString();
        var old = row.Object.Replace("{" + argument + "}", name, StringComparison.Ordinal);
        var ns = row.Given ? Given(request, old) : null;
        foreach (var action in row.Actions) yield return Ask(request, action, old, ns);
        if (!row.Actions.Contains("Update")) yield break;
        var newName = request.Arguments?[argument == "path" ? "newPath" : "newName"]?.AsString();
        var newNamespace = request.Arguments?["newNamespace"]?.AsString();
        if (newName is null && newNamespace is null) yield break;
        yield return Ask(request, "Update", row.Object.Replace("{" + argument + "}", newName ?? name, StringComparison.Ordinal), row.Given ? newNamespace ?? ns : null);
    }

    private (bool Held, string Name) OnRun(OperationRequest request, string argument, string action, string text)
    {
        var run = world.Stored(ResourceRef.Parse(request.Arguments!.Require(argument).AsString()));
        if (request.Namespace is not null && !world.Resources.Contains(run)) throw new PageIsSilentException("the namespace of an execution that is not stored");
        if (run.Owner == request.Subject && action != "ViewLog") return (true, "");
        return Ask(request, action, text, run.Namespace);
    }

    private bool Keeps(OperationRequest request, ResourceRef item)
    {
        var stored = world.Stored(item);
        if (request.Name is "query-jobs" or "list-pipeline-runs" && stored.Owner == request.Subject) return true;
        var (action, text) = request.Name switch
        {
            "query-jobs" => ("Read", "/Jobs"),
            "list-pipeline-runs" => ("List", "/PipelineRuns"),
            _ => ("Read", item.Id),
        };
        var ns = request.Name is "query-users" or "query-groups" ? null : stored.Namespace ?? request.Namespace;
        return Ask(request, action, text, ns).Held;
    }

    private string? Given(OperationRequest request, string text)
    {
        var stored = world.Stored(new ResourceRef("object", text)).Namespace;
        if (request.Namespace is null && stored is not null) throw new PageIsSilentException("whether a bare name is a resource argument");
        return request.Namespace;
    }

    private (bool Held, string Name) Ask(OperationRequest request, string action, string text, string? ns) =>
        (world.Decide(world.Caller(request.Subject), request.SubjectProperties, action, text, ns), $"{action} object:{text}");
}

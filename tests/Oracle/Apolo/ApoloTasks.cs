using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Apolo;

/// <summary>Section 7 of the page <c>apolo</c>.</summary>
public sealed class ApoloTasks(ApoloWorld world) : ITasks
{
    /// <summary>Each check as a level and the argument it is about.</summary>
    private static readonly Dictionary<string, (string Level, string Argument)[]> Table = new()
    {
        ["storage-list"] = [("list", "uri")],
        ["storage-status"] = [("list", "uri")],
        ["storage-open"] = [("read", "uri")],
        ["storage-usage"] = [("read", "uri")],
        ["storage-create"] = [("write", "uri")],
        ["storage-mkdirs"] = [("write", "uri")],
        ["storage-delete"] = [("write", "uri")],
        ["storage-rename"] = [("write", "uri"), ("write", "to")],
        ["storage-watch"] = [("read", "uri")],
        ["image-pull"] = [("read", "image")],
        ["image-push"] = [("write", "image")],
        ["image-mount"] = [("write", "image"), ("read", "from")],
        ["share"] = [("manage", "uri")],
    };

    private static readonly Dictionary<string, string> EitherUri = new() { ["job-get"] = "read", ["job-kill"] = "write", ["job-drop"] = "write" };

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names { get; } = [.. Table.Keys, .. EitherUri.Keys, "job-list", "job-set-status"];

    /// <inheritdoc/>
    public Answer Operate(OperationRequest request)
    {
        if (Table.TryGetValue(request.Name, out var row))
        {
            var answer = Answer.Of(row.Select(c => Check(request, c.Level, Argument(request, c.Argument)!)), request.Items, item => Check(request, "list", item.ToString()).Held);
            var looksAbsent = request.Name.StartsWith("storage-", StringComparison.Ordinal) && request.Name != "storage-watch";
            return answer with { Error = looksAbsent && !answer.Allowed ? "not_found" : null };
        }

        if (request.Name == "job-list" && world.Users.Exists(u => u.Subject == request.Subject && !u.Active)) return new Answer(false, [], []);
        if (request.Name == "job-list") return Answer.Of([], request.Items, item => Check(request, "read", item.ToString()).Held);
        var job = Argument(request, "job")!;
        if (request.Name == "job-set-status") return Answer.Of([Check(request, "manage", "job://" + job["job://".Length..].Split('/')[0])], [], _ => false);
        var level = EitherUri[request.Name];
        var (byId, byName) = (Check(request, level, job), Argument(request, "name") is { } name && Check(request, level, name).Held);
        return Answer.Of([(byId.Held || byName, byId.Name)], [], _ => false);
    }

    /// <summary>The arguments a task takes.</summary>
    public static IEnumerable<string> ArgumentsOf(string task)
    {
        if (task == "share") return ["uri", "to"];
        if (Table.TryGetValue(task, out var row)) return row.Select(c => c.Argument);
        return task switch { "job-list" => [], "job-set-status" => ["job"], _ => ["job", "name"] };
    }

    private static string? Argument(OperationRequest request, string name) => request.Arguments?[name]?.AsString();

    private (bool Held, string Name) Check(OperationRequest request, string level, string uri) =>
        (world.Decide(new CheckRequest(request.Subject, level, ResourceRef.Parse(uri))), $"{level} {uri}");
}

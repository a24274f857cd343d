using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Actian;

/// <summary>Section 5 of the page <c>actian-dataconnect</c>.</summary>
public sealed class ActianTasks(ActianWorld world) : ITasks
{
    private static readonly string[] OfAdministrators = ["list-policies", "save-policy", "delete-policy", "bind-policy"];

    private static readonly Dictionary<string, (string Action, string Argument)> OnOne = new()
    {
        ["get-job-template"] = ("view", "template"),
        ["edit-job-template"] = ("edit", "template"),
        ["delete-job-template"] = ("delete", "template"),
        ["get-job-config"] = ("view", "config"),
        ["edit-job-config"] = ("edit", "config"),
        ["delete-job-config"] = ("delete", "config"),
    };

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names { get; } =
    [
        .. OnOne.Keys, .. OfAdministrators, "list-job-templates", "list-job-configs", "create-job-template", "create-job-config", "move-job-config",
    ];

    /// <inheritdoc/>
    public Answer Operate(OperationRequest request)
    {
        if (OfAdministrators.Contains(request.Name)) return new Answer(world.Users.Exists(u => u.Subject == request.Subject && u is { Active: true, Admin: true }), [], []);
        if (OnOne.TryGetValue(request.Name, out var one)) return Answer.Of([Check(request, one.Action, Argument(request, one.Argument)!)], [], _ => false);
        return request.Name switch
        {
            "list-job-templates" or "list-job-configs" when IsInactive(request) => new Answer(false, [], []),
            "list-job-templates" or "list-job-configs" => Answer.Of([], request.Items, item => Check(request, "view", item.ToString()).Held),
            "create-job-template" => Answer.Of([Check(request, "create", "jobtemplates:")], [], _ => false),
            "create-job-config" => Answer.Of([Check(request, "create", "jobconfigs:", Argument(request, "template"))], [], _ => false),
            _ => Answer.Of(
                [Check(request, "edit", Argument(request, "config")!), Check(request, "create", "jobconfigs:", Argument(request, "template"))], [], _ => false),
        };
    }

    /// <summary>He may do nothing.</summary>
    private bool IsInactive(OperationRequest request) => world.Users.Exists(u => u.Subject == request.Subject && !u.Active);

    private static string? Argument(OperationRequest request, string name) => request.Arguments?[name]?.AsString();

    private (bool Held, string Name) Check(OperationRequest request, string action, string resource, string? parent = null)
    {
        var asked = new CheckRequest(request.Subject, action, ResourceRef.Parse(resource))
        {
            Parent = parent is null ? null : ResourceRef.Parse(parent), SubjectProperties = request.SubjectProperties,
        };
        return (world.Decide(asked), $"{action} {resource}");
    }
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Qubole;

/// <summary>Section 4 of the page <c>qubole-scheduler</c>.</summary>
public sealed class QuboleTasks(QuboleWorld world) : ITasks
{
    private static readonly Node FromTheUi = Node.Map(("via", Node.Of("ui")));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names { get; } =
    [
        "list-schedules", "view-schedule", "edit-schedule", "delete-schedule", "clone-schedule", "create-schedule", "open-permissions",
        "set-object-policy", "get-object-policy", "change-owner",
    ];

    /// <inheritdoc/>
    public Answer Operate(OperationRequest request)
    {
        if (request.Name == "list-schedules" && world.Users.Exists(u => u.Subject == request.Subject && !u.Active))
            throw new PageIsSilentException("whether an inactive caller gets an empty list or none");
        if (request.Name == "list-schedules") return Answer.Of([], request.Items, item => Check(request, "read", item.ToString(), null).Held);
        if (request.Name == "create-schedule") return Answer.Of([Check(request, "create", "scheduler:", request.Context)], [], _ => false);
        var schedule = request.Arguments!.Require("schedule").AsString();
        (bool Held, string Name) On(string action) => Check(request, action, schedule, request.Context);
        return Answer.Of(request.Name switch
        {
            "view-schedule" => [On("read")],
            "edit-schedule" => [On("update")],
            "delete-schedule" => [On("delete")],
            "clone-schedule" => [On("clone"), Check(request, "create", "scheduler:", request.Context)],
            "open-permissions" => [Check(request, "manage", schedule, FromTheUi)],
            "change-owner" => [(world.IsIn(request, "system-admin"), $"manage {schedule}")],
            "set-object-policy" => [(On("manage").Held || world.RolesAllow(request, "object_policy", "update"), $"manage {schedule}")],
            _ => [(On("manage").Held || world.IsIn(request, "system-admin") || world.IsIn(request, "system-user")
                || world.RolesAllow(request, "object_policy", "read"), $"manage {schedule}")],
        }, [], _ => false);
    }

    private (bool Held, string Name) Check(OperationRequest request, string action, string resource, Node? context)
    {
        var asked = new CheckRequest(request.Subject, action, ResourceRef.Parse(resource)) { SubjectProperties = request.SubjectProperties, Context = context };
        return (world.Decide(asked), $"{action} {resource}");
    }
}

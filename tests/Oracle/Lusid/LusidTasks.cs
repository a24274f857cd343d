using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Lusid;

/// <summary>Section 5, the rows whose arguments are all given: first the feature, then every data check of the row.</summary>
public sealed class LusidTasks(LusidWorld world) : ITasks
{
    private sealed record Row(string Required, string? Item = null);

    private static readonly Dictionary<string, Row> Table = new()
    {
        ["UploadImage"] = new(""),
        ["ListRepositories"] = new("", "Read"),
        ["ListImages"] = new("Read repository", "Read"),
        ["DeleteImage"] = new("Delete image"),
        ["GetImage"] = new("Read image"),
        ["DownloadImage"] = new("Download image"),
        ["ListJobs"] = new("", "Read"),
        ["CreateJob"] = new("Create job; Read image"),
        ["DeleteJob"] = new("Delete job", "Read"),
        ["UpdateJob"] = new("Update job"),
        ["RunJob"] = new("Run job; Use image"),
        ["GetSchedulesForAJob"] = new("Read job", "Read"),
        ["ListSchedules"] = new("", "Read"),
        ["CreateSchedule"] = new("Create schedule; Read job; Run job"),
        ["DeleteSchedule"] = new("Delete schedule"),
        ["GetSchedule"] = new("Read schedule; Read job; GetHistory schedule"),
        ["UpdateSchedule"] = new("Update schedule; OverwriteTrigger schedule"),
        ["RunSchedule"] = new("Read schedule; Read job; Run job; Use image"),
        ["EnabledSchedule"] = new("Enable schedule"),
    };

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>The arguments a task takes.</summary>
    public static IEnumerable<string> ArgumentsOf(string task) =>
        Table[task].Required.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(' ')[1]).Distinct();

    /// <inheritdoc/>
    public Answer Operate(OperationRequest request)
    {
        foreach (var argument in ArgumentsOf(request.Name)) Argument(request, argument);
        if (request.Arguments?["useAsAuth"] is not null) throw new PageIsSilentException("what is missing when somebody else's name is refused");
        var row = Table[request.Name];
        var feature = Check(request, "Execute", "Feature:Scheduler/" + request.Name);
        if (!feature.Held) return Answer.Of([feature], [], _ => false);
        var required = row.Required.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(' '))
            .Select(c => Check(request, c[0], Argument(request, c[1])));
        return Answer.Of(required, request.Items, item => Check(request, row.Item!, item.ToString()).Held);
    }

    /// <summary>An argument left out is taken from the stored resource: the image from its job, the job from its schedule.</summary>
    private string Argument(OperationRequest request, string name)
    {
        if (request.Arguments?[name]?.AsString() is { } given) return given;
        var found = name switch
        {
            "image" when Takes(request.Name, "job") => world.Stored(Argument(request, "job")).Properties?["image"]?.AsString(),
            "job" when Takes(request.Name, "schedule") => world.Stored(Argument(request, "schedule")).Parent?.ToString(),
            _ => null,
        };
        return found ?? throw new AclException(ErrorCodes.InvalidArguments, $"no {name}");
    }

    private static bool Takes(string task, string argument) => ArgumentsOf(task).Contains(argument);

    private (bool Held, string Name) Check(OperationRequest request, string action, string resource)
    {
        var asked = new CheckRequest(request.Subject, action, ResourceRef.Parse(resource))
        {
            SubjectProperties = request.SubjectProperties, Context = request.Context,
        };
        return (world.Decide(asked), $"{action} {resource}");
    }
}

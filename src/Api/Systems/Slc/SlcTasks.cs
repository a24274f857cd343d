using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>The model's tasks as calls ask for them: a reader needs the task to be allowed, and sees the items that stay.</summary>
internal static class SlcTasks
{
    /// <summary>Refuses a reader whom the model does not allow a task.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public static async ValueTask RequireAsync(this SystemCaller caller, string task, string name)
    {
        if (caller.Reader is not { } reader) return;
        var result = await caller.AskAsync(reader, new OperationRequest(task, reader) { Arguments = Node.Map(("name", Node.Of(name))) });
        if (result.Outcome != OperationOutcome.Allow) throw SystemCaller.Refused(reader, result.Missing);
    }

    /// <summary>What a reader sees of the items of a task.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="task">The task.</param>
    /// <param name="items">The items.</param>
    /// <param name="resource">What the task's item is for each of them.</param>
    /// <param name="ns">The namespace it is asked in where an item has none stored.</param>
    public static async ValueTask<IReadOnlyList<T>> VisibleAsync<T>(
        this SystemCaller caller, string task, IReadOnlyList<T> items, Func<T, ResourceRef> resource, string? ns = null)
    {
        if (caller.Reader is not { } reader) return items;
        var visible = new List<T>();
        foreach (var some in items.Chunk(AclLimits.BatchItems))
        {
            var result = await caller.AskAsync(reader, new OperationRequest(task, reader) { Items = [.. some.Select(resource)], Namespace = ns });
            if (result.Outcome != OperationOutcome.Allow) throw SystemCaller.Refused(reader, result.Missing);
            var left = result.Visible.ToHashSet();
            visible.AddRange(some.Where(item => left.Contains(resource(item))));
        }

        return visible;
    }
}

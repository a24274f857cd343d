using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>The model's tasks as calls ask for them: a reader needs the task to be allowed, and sees the items that stay.</summary>
internal static class SlcTasks
{
    /// <summary>Refuses a reader whom the model does not allow a task with what has a name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public static ValueTask RequireAsync(this SystemCall call, string task, string name) => call.RequireTaskAsync(task, ("name", Node.Of(name)));

    /// <summary>What a reader sees of the items of a task.</summary>
    /// <param name="call">The call.</param>
    /// <param name="task">The task.</param>
    /// <param name="items">The items.</param>
    /// <param name="resource">What the task's item is for each of them.</param>
    /// <param name="ns">The namespace it is asked in where an item has none stored.</param>
    public static async ValueTask<IReadOnlyList<T>> VisibleAsync<T>(
        this SystemCall call, string task, IReadOnlyList<T> items, Func<T, ResourceRef> resource, string? ns = null)
    {
        if (call.Reader is not { } reader) return items;
        var visible = new List<T>();
        foreach (var some in items.Chunk(AclLimits.BatchItems))
        {
            var result = await call.AskAsync(new OperationRequest(task, reader) { Items = [.. some.Select(resource)], Namespace = ns });
            var left = result.Visible.ToHashSet();
            visible.AddRange(some.Where(item => left.Contains(resource(item))));
        }

        return visible;
    }
}

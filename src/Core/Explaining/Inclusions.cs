using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>How a role or policy comes to hold another one.</summary>
internal static class Inclusions
{
    /// <summary>The shortest way from a set to one it includes; empty for itself.</summary>
    public static IReadOnlyList<(SetKey Outer, SetKey Inner)> Way(TenantState tenant, long version, PermissionSet root, SetKey inner)
    {
        var cameFrom = new Dictionary<SetKey, SetKey>();
        var open = new Queue<PermissionSet>([root]);
        while (open.TryDequeue(out var set) && inner != root.Key && !cameFrom.ContainsKey(inner))
        {
            foreach (var include in set.Includes)
                if (include != root.Key && cameFrom.TryAdd(include, set.Key) && tenant.FindSet(include)?.At(version).Set is { } found) open.Enqueue(found);
        }

        var way = new List<(SetKey Outer, SetKey Inner)>();
        for (var at = inner; cameFrom.TryGetValue(at, out var outer); at = outer) way.Insert(0, (outer, at));
        return way;
    }
}

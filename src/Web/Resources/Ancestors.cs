using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>What a resource lies in, for those who may read what is stored.</summary>
internal static class Ancestors
{
    /// <summary>How many are told; of what lies deeper, the nearest.</summary>
    private const int Most = 20;

    /// <summary>References down to a resource and with it, outermost first: by its path where resources are URIs, else by the parents that are stored.</summary>
    public static async ValueTask<IReadOnlyList<string>> OfAsync(PageCall call, string resource)
    {
        if (resource.Contains("://", StringComparison.Ordinal)) return Paths(resource);
        var line = new List<string> { resource };
        while (line.Count < Most && await call.Service.GetAsync(call.Tenant, new ObjectRef(ObjectRef.Resource, line[^1]), call.Cancellation) is { } found
            && found.Document["parent"]?.Text is { } parent && !line.Contains(parent))
            line.Add(parent);
        line.Reverse();
        return line;
    }

    /// <summary>The paths above a URI, and itself; first its whole scheme.</summary>
    private static IReadOnlyList<string> Paths(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        string[] segments = uri[(start + 3)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var paths = segments.Select((_, number) => $"{uri[..start]}://{string.Join('/', segments.Take(number + 1))}").Prepend($"{uri[..start]}:").ToArray();
        return paths[Math.Max(0, paths.Length - Most)..];
    }
}

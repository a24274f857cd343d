using OrleansAcl.Documents;

namespace OrleansAcl.Api.Http;

/// <summary>What documents made of others take over from them.</summary>
internal static class NodeEntries
{
    /// <summary>Copies of a mapping's entries, to be put into another; none of what is not there.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="but">The keys of those that are left out.</param>
    public static IEnumerable<(string Key, Node? Value)> Copies(this Node? map, params IReadOnlyCollection<string> but) =>
        map is null ? [] : map.Entries.Where(entry => !but.Contains(entry.Key)).Select(entry => (entry.Key, (Node?)entry.Value.Copy()));
}

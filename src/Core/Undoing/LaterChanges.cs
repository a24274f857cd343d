using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>What has been changed since the change that is to be undone: which objects, and who is not who he was.</summary>
internal sealed class LaterChanges
{
    private static readonly string[] Lives = [ObjectRef.User, ObjectRef.Group, ObjectRef.Role, "policy", "policy_collection"];

    private readonly Dictionary<ObjectRef, long> _newest = [];
    private readonly Dictionary<ObjectRef, long> _removed = [];

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Takes note of one.</summary>
    public void Add(Change change)
    {
        Count++;
        foreach (var (reference, _, after) in change.Objects)
        {
            _newest[reference] = change.Revision;
            if (after is null && Lives.Contains(reference.Kind)) _removed[reference] = change.Revision;
        }
    }

    /// <summary>The newest later change of an object; null when there is none.</summary>
    public long? Newest(ObjectRef reference) => _newest.TryGetValue(reference, out var revision) ? revision : null;

    /// <summary>
    /// Why something named does not mean what it meant: removed since, whoever has its name now has a life of his own. Null when it does.
    /// </summary>
    public string? WhyNotTheSame(ObjectRef named) =>
        _removed.TryGetValue(named, out var revision) ? $"{named} has been removed since, by revision {revision}; whoever has that name now is not who was meant" : null;

    /// <summary>The same of the roles, or of users' own roles, that a resource or document names by its URI.</summary>
    public string? WhyNotTheSame(string text) => _removed.Keys
        .Where(r => r.Kind is ObjectRef.Role or ObjectRef.User && text.Contains("://", StringComparison.Ordinal) && text.Contains("/" + r.Id, StringComparison.Ordinal))
        .Select(WhyNotTheSame).FirstOrDefault();
}

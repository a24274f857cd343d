namespace OrleansAcl.Bench.Worlds;

/// <summary>
/// The expected answers, found the slow way round and so independently of whatever is measured: from each grant down to all the
/// users it reaches.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<string, int> _userNumbers = [];
    private readonly Dictionary<string, List<int>> _reached = [];
    private readonly Dictionary<string, string[]> _roles;
    private readonly ILookup<string, Grant> _grants;
    private readonly Dictionary<string, string?> _folderParents;

    public Oracle(World world)
    {
        _roles = world.Roles.ToDictionary(role => role.Id, role => role.Actions);
        _grants = world.Grants.ToLookup(grant => grant.Object);
        _folderParents = world.Folders.ToDictionary(folder => folder.Reference, folder => folder.Parent);
        var above = world.Memberships.ToLookup(membership => membership.Member, membership => $"group:{membership.Group}");
        foreach (var user in world.Users) Reach($"user:{user}", _userNumbers.Count, above);
    }

    /// <summary>For every user, in the world's order, whether an allow and whether a deny reaches him.</summary>
    public (bool Allowed, bool Denied)[] Answers(Item resource, string action)
    {
        var answers = new (bool Allowed, bool Denied)[_userNumbers.Count];
        if (resource.Owner is { } owner) answers[_userNumbers[owner]].Allowed = true;
        for (var at = resource.Reference; at is not null; at = at == resource.Reference ? resource.Parent : _folderParents[at])
            foreach (var grant in _grants[at].Where(grant => _roles[grant.Role].Contains(action)))
                foreach (var user in _reached.GetValueOrDefault(grant.Subject, []))
                    if (grant.Denies) answers[user].Denied = true;
                    else answers[user].Allowed = true;
        return answers;
    }

    private void Reach(string user, int number, ILookup<string, string> above)
    {
        _userNumbers.Add(user, number);
        var (seen, pending) = (new HashSet<string> { user }, new Stack<string>([user]));
        while (pending.TryPop(out var subject))
        {
            if (!_reached.TryGetValue(subject, out var users)) _reached.Add(subject, users = []);
            users.Add(number);
            foreach (var group in above[subject])
                if (seen.Add(group)) pending.Push(group);
        }
    }
}

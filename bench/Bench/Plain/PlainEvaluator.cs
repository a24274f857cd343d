using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.Bench.Plain;

/// <summary>
/// The opponent: what one would write by hand for this one world, with nothing around it. Dictionaries and hash sets, every closure
/// computed beforehand, no types, no validation, no reasons, no changes.
/// </summary>
internal sealed class PlainEvaluator
{
    private readonly Dictionary<string, HashSet<string>> _closures = [];
    private readonly Dictionary<string, string> _owners = [];
    private readonly Dictionary<string, string> _parents = [];
    private readonly Dictionary<string, PlainGrant[]> _grants;

    public PlainEvaluator(World world)
    {
        var above = world.Memberships.ToLookup(membership => membership.Member, membership => $"group:{membership.Group}");
        foreach (var user in world.Users) _closures.Add(user, Closure($"user:{user}", above));
        foreach (var item in world.Folders.Concat(world.Resources))
        {
            if (item.Parent is { } parent) _parents.Add(item.Reference, parent);
            if (item.Owner is { } owner) _owners.Add(item.Reference, owner["user:".Length..]);
        }

        var roles = world.Roles.ToDictionary(role => role.Id, role => role.Actions.ToHashSet());
        _grants = world.Grants.GroupBy(grant => grant.Object).ToDictionary(
            grants => grants.Key, grants => grants.Select(grant => new PlainGrant(grant.Subject, roles[grant.Role], grant.Denies)).ToArray());
    }

    /// <summary>Owner, or an allow on the object or above it.</summary>
    public bool CheckAllows(string user, string action, string item)
    {
        if (_owners.TryGetValue(item, out var owner) && owner == user) return true;
        var closure = _closures[user];
        for (string? at = item; at is not null; at = _parents.GetValueOrDefault(at))
        {
            if (!_grants.TryGetValue(at, out var grants)) continue;
            foreach (var grant in grants)
                if (!grant.Denies && closure.Contains(grant.Subject) && grant.Actions.Contains(action))
                    return true;
        }

        return false;
    }

    /// <summary>The same, and no deny on the object or above it.</summary>
    public bool CheckWithDenies(string user, string action, string item)
    {
        var allowed = _owners.TryGetValue(item, out var owner) && owner == user;
        var closure = _closures[user];
        for (string? at = item; at is not null; at = _parents.GetValueOrDefault(at))
        {
            if (!_grants.TryGetValue(at, out var grants)) continue;
            foreach (var grant in grants)
            {
                if (!closure.Contains(grant.Subject) || !grant.Actions.Contains(action)) continue;
                if (grant.Denies) return false;
                allowed = true;
            }
        }

        return allowed;
    }

    private static HashSet<string> Closure(string subject, ILookup<string, string> above)
    {
        var (closure, pending) = (new HashSet<string> { subject }, new Stack<string>([subject]));
        while (pending.TryPop(out var member))
            foreach (var group in above[member])
                if (closure.Add(group)) pending.Push(group);
        return closure;
    }

    private readonly record struct PlainGrant(string Subject, HashSet<string> Actions, bool Denies);
}

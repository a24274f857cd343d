using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary><c>grants</c>: all the levels a user was granted, replaced by others.</summary>
internal static class GrantReplacement
{
    /// <summary>
    /// Gives what is not held yet and takes away what is not named, each as <c>grant</c> and <c>revoke</c> would. What stays as it is takes no right, and
    /// what becomes less only that of taking away.
    /// </summary>
    public static void Replace(StepScope scope, Node value)
    {
        value.RequireMap("to!", "grants!");
        if (scope.Model.Grants != GrantTarget.Levels) throw value.Invalid($"model `{scope.Model.Name}` does not grant levels");
        var to = scope.Subject(value["to"]!, SubjectRef.User);
        var (wanted, temporary) = Wanted(scope, value["grants"]!);
        var before = scope.Draft.Principal(to);
        foreach (var (resource, level) in before.Grants)
        {
            if (wanted.TryGetValue(resource, out var left) && left.Level >= level) continue;
            GrantSteps.RevokeForGood(scope, resource, to);
            if (left.Name is null) continue;
            var state = scope.Draft.Principal(to);
            scope.Draft.Put(state with { Grants = state.Grants.SetItem(resource, left.Level) });
        }

        foreach (var given in scope.Draft.Principal(to).Temporary)
            if (!temporary.Exists(t => t.Grant == given)) GrantSteps.RevokeTemporary(scope, given, to);
        foreach (var (resource, given) in wanted)
            if (!scope.Draft.Principal(to).Grants.TryGetValue(resource, out var level) || level < given.Level) GrantSteps.GrantLevel(scope, resource, to, given.Name);
        foreach (var (grant, name) in temporary)
            if (!scope.Draft.Principal(to).Temporary.Contains(grant)) GrantSteps.GrantLevel(scope, grant.Resource, to, name, grant.Terms);
    }

    /// <summary>The levels named; of several on one resource the highest, and those for a time.</summary>
    private static (Dictionary<ResourceRef, (int Level, Node? Name)> ForGood, List<(LevelGrant Grant, Node Name)> ForATime) Wanted(StepScope scope, Node grants)
    {
        var rules = scope.Model.Levels!;
        if (grants.AsList().Count > AclLimits.EntriesPerRequest)
            throw grants.Refused(ErrorCodes.LimitExceeded, $"more than {AclLimits.EntriesPerRequest} grants");
        var wanted = new Dictionary<ResourceRef, (int Level, Node? Name)>();
        var temporary = new List<(LevelGrant Grant, Node Name)>();
        foreach (var grant in grants.Items)
        {
            grant.RequireMap(["resource!", "level!", .. Terms.Times]);
            var (resource, name) = (scope.Resolve(grant["resource"]!).Ref, grant["level"]!);
            var level = rules.Level(name);
            if (scope.Caller is not null && !rules.Grantable.Contains(level)) throw name.Invalid("people may give only " + DocumentSteps.Names(rules));
            if (Terms.Read(grant, null) is { } terms) temporary.Add((new LevelGrant(resource, level, terms), name));
            else if (!wanted.TryGetValue(resource, out var other) || other.Level < level) wanted[resource] = (level, name);
        }

        return (wanted, temporary);
    }
}

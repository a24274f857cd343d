using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>Whom a list does not name and who may all the same: the owner, and the administrators. What they may is asked as of anybody else.</summary>
internal sealed class Besides(PageCall call, TypeInfo type, AccessListDocument list)
{
    /// <summary>Finds them.</summary>
    /// <param name="owner">The owner of the resource; null for none.</param>
    public async ValueTask<IReadOnlyList<BesidesView>> FindAsync(string? owner)
    {
        List<(Asked Asked, string Name, string Why, string? Subject)> found = [];
        if (owner is not null && !IsNamed(owner)) found.Add((Asked.About(owner), owner, "the owner", owner));
        foreach (var group in type.Administrators.Groups.Select(id => $"{SubjectRef.Group}:{id}"))
            if (!IsNamed(group)) found.Add((Asked.About(group), group, "members are administrators", group));
        if (type.Administrators.Flag) found.Add((Flagged(), "Users stored as administrators", "by a flag of the user", null));
        var stands = await new StandingReader(call, list, type.Actions).ReadAsync([.. found.Select(one => one.Asked)]);
        return
        [
            .. found.Select((one, at) => new BesidesView(one.Name, one.Why, one.Subject, [.. type.Actions.Select((action, k) => new CellView(action, null, stands[at][k]))])),
        ];
    }

    private bool IsNamed(string subject) => list.Rows.Any(row => row.Row.Subject == subject);

    /// <summary>Somebody whom nobody knows, stored as an administrator for the question alone.</summary>
    private static Asked Flagged() =>
        new(Asked.Stranger, [new Step("user", Node.Map(("id", Node.Of(Asked.Stranger.Id)), ("admin", Node.Of(true))))]);
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>A level that a user or role was granted on one resource, as it is stored.</summary>
/// <param name="Subject">Who has it.</param>
/// <param name="Level">The level.</param>
/// <param name="Terms">When it counts.</param>
/// <param name="Object">The object that it is a part of, with the tag of that.</param>
internal sealed record LevelRow(string Subject, string Level, RowTerms Terms, Precondition Object)
{
    /// <summary>The tag of the object it is a part of.</summary>
    public string ETag => Object.ETags![0];
}

/// <summary>Some of the levels on a resource.</summary>
/// <param name="Rows">The levels.</param>
/// <param name="Next">Where the next page of those of users begins; null when this is the last.</param>
/// <param name="AreMoreRoles">Whether there are more roles than were looked at.</param>
internal sealed record LevelRows(IReadOnlyList<LevelRow> Rows, string? Next, bool AreMoreRoles)
{
    /// <summary>Most roles that are looked at.</summary>
    public const int MostRoles = 200;

    /// <summary>The grants on a resource, those of users behind a place.</summary>
    public static async ValueTask<LevelRows> ReadAsync(PageCall call, string resource, string? after, int limit)
    {
        var page = await call.Service.BrowseAsync(
            call.Tenant, new BrowseRequest(ObjectRef.Grant) { Of = new ObjectRef(ObjectRef.Resource, resource), After = after, Limit = limit }, call.Cancellation);
        IEnumerable<LevelRow> rows = page.Items.Select(OfGrant);
        // Roles have their levels in documents of their own, which are for readers.
        if (after is not null || !call.MayRead) return new LevelRows([.. rows], page.Next, false);
        var roles = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Role) { Limit = MostRoles }, call.Cancellation);
        return new LevelRows([.. rows, .. roles.Items.SelectMany(role => OfRole(role, resource))], page.Next, roles.Next is not null);
    }

    private static LevelRow OfGrant(StoredObject grant) => new(
        grant.Document.Require("to").AsString(), grant.Document.Require("level").AsString(), RowTerms.Of(grant.Document), new Precondition(grant.Ref, [grant.ETag]));

    private static IEnumerable<LevelRow> OfRole(StoredObject role, string resource) =>
        (role.Document["permissions"]?.Items ?? []).Where(level => level["uri"]?.Text == resource).Select(level => new LevelRow(
            $"{SubjectRef.Role}:{role.Ref.Id}", level.Require("action").AsString(), RowTerms.None, new Precondition(role.Ref, [role.ETag])));
}

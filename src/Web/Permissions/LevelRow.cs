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
    /// <summary>Most roles that are looked at.</summary>
    public const int MostRoles = 200;

    /// <summary>The grants on a resource, those of users behind a place.</summary>
    public static async ValueTask<(IReadOnlyList<LevelRow> Rows, string? Next)> ReadAsync(PageCall call, string resource, string? after, int limit)
    {
        var page = await call.Service.BrowseAsync(
            call.Tenant, new BrowseRequest(ObjectRef.Grant) { Of = new ObjectRef(ObjectRef.Resource, resource), After = after, Limit = limit }, call.Cancellation);
        List<LevelRow> rows = [.. page.Items.Select(Of)];
        // Roles have their levels in documents of their own, which are for readers.
        if (after is null && call.MayRead) rows.AddRange(await OfRolesAsync(call, resource));
        return (rows, page.Next);
    }

    private static LevelRow Of(StoredObject grant) => new(
        grant.Document.Require("to").AsString(), grant.Document.Require("level").AsString(), RowTerms.Of(grant.Document), new Precondition(grant.Ref, [grant.ETag]));

    private static async ValueTask<IEnumerable<LevelRow>> OfRolesAsync(PageCall call, string resource)
    {
        var roles = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Role) { Limit = MostRoles }, call.Cancellation);
        return roles.Items.SelectMany(role => (role.Document["permissions"]?.Items ?? []).Where(level => level["uri"]?.Text == resource).Select(level => new LevelRow(
            $"{SubjectRef.Role}:{role.Ref.Id}", level.Require("action").AsString(), RowTerms.None, new Precondition(role.Ref, [role.ETag]))));
    }
}

/// <summary>A row of the dialog of levels as it is filled in.</summary>
/// <param name="Index">Its place in the form.</param>
/// <param name="Subject">Who.</param>
/// <param name="Was">The level as it was shown; empty for none.</param>
/// <param name="WasTerms">When that counts.</param>
/// <param name="ETag">The tag of what it was read from; empty for none.</param>
/// <param name="Level">The level it is to be; empty for none.</param>
/// <param name="Terms">When it is to count.</param>
public sealed record LevelRowView(int Index, string Subject, string Was, TermFields WasTerms, string ETag, string Level, TermFields Terms)
{
    /// <summary>The highest level he has now, and why; null for none.</summary>
    public LevelStanding? Now { get; init; }

    /// <summary>The highest he has without this row.</summary>
    public LevelStanding? Otherwise { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Whether something was done to it.</summary>
    public bool IsTouched => Level != Was || (Level.Length > 0 && Terms != WasTerms);
}

/// <summary>The highest level somebody reaches.</summary>
/// <param name="Level">Its name; null for none.</param>
/// <param name="Why">Through what; empty where that is not told.</param>
public sealed record LevelStanding(string? Level, string Why);

/// <summary>A level on something above, which counts here too.</summary>
public sealed record LevelAbove(string Resource, string Subject, string Level, string Terms);

/// <summary>The dialog of levels.</summary>
public sealed record LevelsView(StoredObject Resource, GrantedLevels Levels, IReadOnlyList<LevelRowView> Rows)
{
    /// <summary>Levels on what it lies below.</summary>
    public IReadOnlyList<LevelAbove> Above { get; init; } = [];

    /// <summary>The owner, and the level he has by that.</summary>
    public (string Subject, LevelStanding Standing)? Owner { get; init; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>Why, as typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is typed for another row.</summary>
    public string Add { get; init; } = "";

    /// <summary>What is wrong with that; null for nothing.</summary>
    public string? AddError { get; init; }

    /// <summary>What is wrong with the whole; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>What saving would change.</summary>
    public PreviewView? Preview { get; init; }

    /// <summary>The revision that was saved.</summary>
    public long? Saved { get; init; }

    /// <summary>Subjects to choose from.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];
}

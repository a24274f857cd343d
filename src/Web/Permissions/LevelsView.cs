using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

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
public sealed record LevelsView(StoredObject Resource, GrantedLevels Levels, IReadOnlyList<LevelRowView> Rows) : DialogView(Resource)
{
    /// <summary>Levels on what it lies below.</summary>
    public IReadOnlyList<LevelAbove> Above { get; init; } = [];

    /// <summary>What it lies below where more is granted than is shown.</summary>
    public IReadOnlyList<string> MoreAbove { get; init; } = [];

    /// <summary>Whether there are more roles than were looked at for their levels.</summary>
    public bool AreMoreRoles { get; init; }

    /// <summary>The owner, and the level he has by that.</summary>
    public (string Subject, LevelStanding Standing)? Owner { get; init; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? Next { get; init; }
}

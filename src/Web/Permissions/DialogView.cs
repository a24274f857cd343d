using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;

namespace OrleansAcl.Web.Permissions;

/// <summary>What every dialog shows.</summary>
/// <param name="Resource">The resource.</param>
public abstract record DialogView(StoredObject Resource)
{
    /// <summary>Its reference.</summary>
    public string Id => Resource.Ref.Id;

    /// <summary>Why, as typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is typed for another row.</summary>
    public string Add { get; init; } = "";

    /// <summary>What is wrong with that; null for nothing.</summary>
    public string? AddError { get; init; }

    /// <summary>What is wrong with the whole; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>What saving would change; null when it was not asked.</summary>
    public PreviewView? Preview { get; init; }

    /// <summary>Subjects to choose from.</summary>
    public Choices Subjects { get; init; } = Choices.None;
}

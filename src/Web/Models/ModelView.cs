using OrleansAcl.Requests;
using OrleansAcl.Web.Editing;

namespace OrleansAcl.Web.Models;

/// <summary>A tenant's model.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Versions">The versions that are kept, oldest first; the last is the present one.</param>
public sealed record ModelView(TenantInfo Tenant, IReadOnlyList<ModelVersion> Versions)
{
    /// <summary>The present version.</summary>
    public ModelVersion Present => Versions[^1];

    /// <summary>The version whose file is shown.</summary>
    public required ModelVersion Shown { get; init; }

    /// <summary>Two versions to be compared; null for none.</summary>
    public (ModelVersion From, ModelVersion To)? Compared { get; init; }
}

/// <summary>Another model for a tenant.</summary>
/// <param name="Present">The version there is.</param>
/// <param name="Draft">What it is to be.</param>
public sealed record ModelChangeView(ModelVersion Present, ModelDraft Draft)
{
    /// <summary>What it would make of the tenant; null when that was not asked, or could not be said.</summary>
    public ModelPlan? Plan { get; init; }

    /// <summary>What is wrong with the text.</summary>
    public TextProblem? Problem { get; init; }

    /// <summary>What is wrong with the settings.</summary>
    public TextProblem? SettingsProblem { get; init; }

    /// <summary>What kept it from being put.</summary>
    public string? Refusal { get; init; }

    /// <summary>What stands against it, found when it was put.</summary>
    public ModelConflicts? Conflicts { get; init; }
}

/// <summary>Another model as it was typed.</summary>
/// <param name="Source">The text of the model file.</param>
/// <param name="Settings">The settings, as text.</param>
public sealed record ModelDraft(string Source, string Settings)
{
    /// <summary>The version that is to be restored; null for what was typed.</summary>
    public long? Restored { get; init; }

    /// <summary>The version of the model that it was made from.</summary>
    public long Version { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>
/// What a tenant's model is to be instead: a built-in model, a model file, or an earlier version with the settings it had; with none of the
/// three it stays, and only the settings change.
/// </summary>
public sealed record ModelChange
{
    /// <summary>The name of a built-in model.</summary>
    public string? Model { get; init; }

    /// <summary>The text of a model file.</summary>
    public string? ModelFile { get; init; }

    /// <summary>The number of a version that is kept, see <see cref="ModelVersion"/>.</summary>
    public long? Version { get; init; }

    /// <summary>The settings, a mapping; null are those the tenant has, or had at that version.</summary>
    public Node? Settings { get; init; }
}

/// <summary>A model to be put in the place of a tenant's own.</summary>
/// <param name="Change">What it is to be.</param>
public sealed record ModelRequest(ModelChange Change)
{
    /// <summary>Who makes the change, for the change log; null is <c>system</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the change log; at most <see cref="AclLimits.ReasonCharacters"/> characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The versions one of which the tenant's model must be now, or it is <see cref="ErrorCodes.PreconditionFailed"/>; null for any.</summary>
    public IReadOnlyList<long>? Versions { get; init; }

    /// <summary>The revision the tenant must be at, for example that of a <see cref="ModelPlan"/>, or it is <see cref="ErrorCodes.PreconditionFailed"/>.</summary>
    public long? Revision { get; init; }

    /// <summary>Says what would become of it, and changes nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What became of a <see cref="ModelRequest"/>.</summary>
/// <param name="Tenant">What the tenant is now; of a dry run, what it would be.</param>
/// <param name="Conflicts">What is stored and cannot be under that model. Unless there is nothing of that, nothing was changed.</param>
public sealed record ModelResult(TenantInfo Tenant, ModelConflicts Conflicts)
{
    /// <summary>Whether the tenant has that model now; it may have had it before.</summary>
    public bool Applied => Conflicts.Items.Count == 0;

    /// <summary>The refusal: how many conflicts there are, and the first of them.</summary>
    public AclException Refusal() => new(ErrorCodes.ModelConflict, Conflicts is { Items: [var first, ..] }
        ? $"{(Conflicts.Complete ? "" : "at least ")}{Conflicts.Items.Count} stored {(Conflicts.Items.Count == 1 ? "object" : "objects")} cannot be under that model; the first is {first.Object}: {first.Message}"
        : "nothing stands against that model");
}

/// <summary>What is stored and cannot be under another model.</summary>
/// <param name="Items">At most <see cref="AclLimits.ModelConflicts"/>.</param>
/// <param name="Complete">Whether these are all.</param>
public sealed record ModelConflicts(IReadOnlyList<ModelConflict> Items, bool Complete);

/// <summary>One thing that cannot be.</summary>
/// <param name="Object">Which object.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>: what storing it would be refused with.</param>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="Place">The field at fault in the object's document; null for all of it.</param>
public sealed record ModelConflict(ObjectRef Object, string Code, string Message, string? Place);

/// <summary>What another model would make of a tenant.</summary>
/// <param name="Conflicts">What would become invalid.</param>
/// <param name="Decisions">Which decisions would be others.</param>
/// <param name="Revision">The revision it was worked out at.</param>
public sealed record ModelPlan(ModelConflicts Conflicts, DecisionChanges Decisions, long Revision)
{
    /// <summary>The types that only the other model has.</summary>
    public IReadOnlyList<string> TypesAdded { get; init; } = [];

    /// <summary>The types that only the model of now has.</summary>
    public IReadOnlyList<string> TypesRemoved { get; init; } = [];

    /// <summary>The actions that only the other model has, of types that both have, each <c>type.action</c>.</summary>
    public IReadOnlyList<string> ActionsAdded { get; init; } = [];

    /// <summary>The actions that only the model of now has, of types that both have, each <c>type.action</c>.</summary>
    public IReadOnlyList<string> ActionsRemoved { get; init; } = [];

    /// <summary>Whether it is the model and the settings that the tenant has already.</summary>
    public bool Same { get; init; }
}

/// <summary>
/// The decisions that differ, of everybody stored or named, on all that is stored, for the actions that both models have. They are looked for
/// only where there are no conflicts, and with nothing said besides: no context, no properties sent along.
/// </summary>
/// <param name="Items">At most <see cref="AclLimits.ModelDifferences"/>.</param>
/// <param name="Looked">How many questions were asked of both models; at most <see cref="AclLimits.ModelQuestions"/>.</param>
/// <param name="Complete">Whether all there are have been asked, and all that differ are here.</param>
public sealed record DecisionChanges(IReadOnlyList<ComparedCheck> Items, long Looked, bool Complete);

/// <summary>A question as two models answer it.</summary>
/// <param name="Check">The question.</param>
/// <param name="Now">The answer, or error, of the model that the tenant has.</param>
/// <param name="Then">That of the other one.</param>
public sealed record ComparedCheck(CheckRequest Check, CheckOutcome Now, CheckOutcome Then)
{
    /// <summary>Whether the answers differ; their reasons may though they do not.</summary>
    public bool Differs => Now.Verdict != Then.Verdict;
}

/// <summary>A version of a tenant's model. They are numbered from 1; the newest <see cref="AclLimits.ModelVersions"/> are kept.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Source">The text of the model file, also of a built-in model.</param>
/// <param name="Settings">The settings, defaults filled in.</param>
public sealed record ModelVersion(long Version, string Model, string Source, Node Settings)
{
    /// <summary>Whether it is a model file of the tenant's own.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The revision it came with; 0 for the one the tenant was made with.</summary>
    public long Revision { get; init; }

    /// <summary>When it came; null for the one the tenant was made with.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Who put it; null for the one the tenant was made with.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, in the words of whoever put it.</summary>
    public string? Reason { get; init; }
}

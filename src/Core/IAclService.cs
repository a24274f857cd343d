using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl;

/// <summary>
/// The seam: everything that asks or changes anything talks to this, whichever host answers. Questions about something malformed or
/// unknown, exceeded limits and faults are <see cref="AclException"/>s, never decisions (FAIL-CLOSED). Once a change has returned,
/// every later question sees it (FRESH) and it survives the death of the process (DURABLE-ACK).
/// </summary>
public interface IAclService
{
    /// <summary>May this subject do this action on this resource?</summary>
    ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default);

    /// <summary>Many checks at once, answered in order; one that cannot be answered carries its error and does not spoil the others.</summary>
    ValueTask<Listed<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default);

    /// <summary>The same answer as <see cref="CheckAsync"/>, with the ladder rung by rung.</summary>
    ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default);

    /// <summary>Asks for a named task of the model, which may need several checks and may filter its items.</summary>
    ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default);

    /// <summary>The stored resources of a type on which the subject may do the action, all of them or a page.</summary>
    ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default);

    /// <summary>The stored subjects of a type that may do the action on the resource, all of them or a page.</summary>
    ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default);

    /// <summary>The actions the subject may do on the resource, all that the model names or a page of them.</summary>
    ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Which decisions would be other ones if steps were made, or at another instant; nothing is stored. A refused step is an
    /// <see cref="AclException"/> at <c>steps[n]</c>.
    /// </summary>
    ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default);

    /// <summary>Applies steps in order, all or nothing. A refused step is in the result; nothing of the request is then applied.</summary>
    ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default);

    /// <summary>One stored object; null when there is none.</summary>
    ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default);

    /// <summary>Stored objects of one kind, some at a time.</summary>
    ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// The change log after a revision, oldest first and without gaps. What is older than the newest <see cref="AclLimits.ChangesKept"/> is
    /// <see cref="ErrorCodes.ChangesGone"/>.
    /// </summary>
    ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Everything that is stored, as of one revision: the tenant's definition (<c>{tenant, model, model_file, settings, clock, revision}</c>), then the
    /// steps that make the same in an empty tenant, each <c>{verb: value}</c>. API keys and the change log are not among it.
    /// </summary>
    IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>Makes a tenant. Putting the same definition again changes nothing; another one is <see cref="ErrorCodes.TenantExists"/>.</summary>
    ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default);

    /// <summary>What a tenant is; null when there is none.</summary>
    ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>Every tenant, by name.</summary>
    ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default);

    /// <summary>What another model would make of a tenant: what is stored that could not be, and which decisions would be others. Changes nothing.</summary>
    ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default);

    /// <summary>
    /// Puts another model in the place of a tenant's own, at once: as long as nothing stored stands against it, which is in the result. The model and
    /// settings that it has already change nothing.
    /// </summary>
    ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default);

    /// <summary>The versions of a tenant's model that are kept, oldest first; the last is the present one.</summary>
    ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>
    /// Checks as the tenant's model answers them, and as another would. <see cref="ErrorCodes.ModelConflict"/> when something they need cannot be
    /// under that one.
    /// </summary>
    ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default);

    /// <summary>Removes a tenant and all it holds; false when there was none.</summary>
    ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default);
}

/// <summary>What is said of a service in fewer words.</summary>
public static class AclServiceExtensions
{
    /// <summary>Applies steps in order, all or nothing, with nothing to say about them in the change log.</summary>
    public static ValueTask<ApplyResult> ApplyAsync(
        this IAclService service, TenantId tenant, IReadOnlyList<Step> steps, CancellationToken cancellation = default) =>
        service.ApplyAsync(tenant, new ApplyRequest(steps), cancellation);

    /// <summary>
    /// Undoes a change by a new one, which puts back everything it changed, or nothing: what has been changed since in the same place, or is not in the
    /// change log, is refused and says so. It takes the right to read the change log, and to make each step.
    /// </summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.NotFound"/> for a revision there never was, <see cref="ErrorCodes.ChangesGone"/> for one that is no longer kept.
    /// </exception>
    public static ValueTask<UndoResult> UndoAsync(this IAclService service, TenantId tenant, UndoRequest request, CancellationToken cancellation = default) =>
        new Undoing.Undoer(service, tenant, request, cancellation).UndoAsync();
}

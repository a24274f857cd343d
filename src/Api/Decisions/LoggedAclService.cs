using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Decisions;

/// <summary>A service whose decisions are written down: those of checks, one by one and in batches, and of operations, which are noted by their name.</summary>
internal sealed class LoggedAclService(IAclService inner, DecisionLog log) : IAclService
{
    /// <inheritdoc/>
    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var asked = inner.CheckAsync(tenant, request, cancellation);
        return asked.IsCompletedSuccessfully ? new(Noted(tenant, request, asked.Result)) : NotedAsync(tenant, request, asked);
    }

    private async ValueTask<Decision> NotedAsync(TenantId tenant, CheckRequest request, ValueTask<Decision> asked) => Noted(tenant, request, await asked);

    private Decision Noted(TenantId tenant, CheckRequest request, in Decision decision)
    {
        // What would be decided is nothing that was.
        if (request.Assuming.Count > 0) return decision;
        log.Add(tenant, request.Subject, request.Action, request.Resource.ToString(), decision);
        return decision;
    }

    /// <inheritdoc/>
    public async ValueTask<Listed<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        var outcomes = await inner.CheckManyAsync(tenant, requests, cancellation);
        for (var i = 0; i < outcomes.Count; i++)
            if (outcomes[i].Error is null) Noted(tenant, requests[i], outcomes[i].Decision);
        return outcomes;
    }

    /// <inheritdoc/>
    public async ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        var result = await inner.OperationAsync(tenant, request, cancellation);
        if (request.Assuming.Count > 0) return result;
        var decision = Decision.Made(result.Outcome == OperationOutcome.Allow, "operation", result.Reason) with { Revision = result.Revision };
        log.Add(tenant, request.Subject, request.Name, request.Arguments?.ToString() ?? "", decision);
        return result;
    }

    /// <inheritdoc/>
    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        inner.ExplainAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        inner.ListAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        inner.WhoAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        inner.ActionsAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        inner.ImpactAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default) =>
        inner.ApplyAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) =>
        inner.GetAsync(tenant, reference, cancellation);

    /// <inheritdoc/>
    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        inner.BrowseAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) =>
        inner.ChangesAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default) => inner.ExportAsync(tenant, cancellation);

    /// <inheritdoc/>
    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        inner.PutTenantAsync(tenant, definition, cancellation);

    /// <inheritdoc/>
    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) => inner.GetTenantAsync(tenant, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => inner.ListTenantsAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        inner.PlanModelAsync(tenant, change, cancellation);

    /// <inheritdoc/>
    public ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        inner.PutModelAsync(tenant, request, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        inner.ListModelsAsync(tenant, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        inner.CompareAsync(tenant, change, checks, cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => inner.DeleteTenantAsync(tenant, cancellation);
}

using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>A service that nothing may be asked of and nothing told: a double of a test is one that says what may be.</summary>
public abstract class UnaskedService : IAclService
{
    public virtual ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Explanation> ExplainAsync(
        TenantId tenant, CheckRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<OperationResult> OperationAsync(
        TenantId tenant, OperationRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<ResourceRef>> ListAsync(
        TenantId tenant, ListRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<SubjectRef>> WhoAsync(
        TenantId tenant, WhoRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<string>> ActionsAsync(
        TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<ImpactDifference>> ImpactAsync(
        TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<ApplyResult> ApplyAsync(
        TenantId tenant, ApplyRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<StoredObject?> GetAsync(
        TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<ObjectPage> BrowseAsync(
        TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<ChangePage> ChangesAsync(
        TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<TenantInfo> PutTenantAsync(
        TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<ModelPlan> PlanModelAsync(
        TenantId tenant, ModelChange change, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<ModelResult> PutModelAsync(
        TenantId tenant, ModelRequest request, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(
        TenantId tenant, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) => throw Unasked();

    public virtual ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => throw Unasked();

    private static NotSupportedException Unasked() => new("this double is not made for that");
}

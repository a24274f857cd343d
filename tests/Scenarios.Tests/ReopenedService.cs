using System.Runtime.CompilerServices;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Requests;

namespace OrleansAcl.Scenarios.Tests;

/// <summary>
/// An embedded host that is closed and loaded again from its records before the first question after a change, so that every answer
/// rests on what was stored and nothing that only memory knows.
/// </summary>
internal sealed class ReopenedService : IAclService, IAsyncDisposable
{
    private readonly KeptRecords _records = new();
    private EmbeddedAclService _host;
    private bool _changed;

    public ReopenedService() => _host = EmbeddedAclService.Open(new EmbeddedOptions(), _records);

    private async ValueTask<IAclService> FreshAsync()
    {
        if (!_changed) return _host;
        _changed = false;
        await _host.DisposeAsync();
        return _host = EmbeddedAclService.Open(new EmbeddedOptions(), _records);
    }

    public async ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).CheckAsync(tenant, request, cancellation);

    public async ValueTask<Listed<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default) =>
        await (await FreshAsync()).CheckManyAsync(tenant, requests, cancellation);

    public async ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ExplainAsync(tenant, request, cancellation);

    public async ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).OperationAsync(tenant, request, cancellation);

    public async ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ListAsync(tenant, request, cancellation);

    public async ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).WhoAsync(tenant, request, cancellation);

    public async ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ActionsAsync(tenant, request, cancellation);

    public async ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ImpactAsync(tenant, request, cancellation);

    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var service = await FreshAsync();
        _changed = true;
        return await service.ApplyAsync(tenant, request, cancellation);
    }

    public async ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) =>
        await (await FreshAsync()).GetAsync(tenant, reference, cancellation);

    public async ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).BrowseAsync(tenant, request, cancellation);

    public async ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ChangesAsync(tenant, request, cancellation);

    public async IAsyncEnumerable<Node> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var line in (await FreshAsync()).ExportAsync(tenant, cancellation)) yield return line;
    }

    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        _host.PutTenantAsync(tenant, definition, cancellation);

    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) => _host.GetTenantAsync(tenant, cancellation);

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => _host.ListTenantsAsync(cancellation);

    public async ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        await (await FreshAsync()).PlanModelAsync(tenant, change, cancellation);

    public async ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default)
    {
        var service = await FreshAsync();
        _changed = true;
        return await service.PutModelAsync(tenant, request, cancellation);
    }

    public async ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        await (await FreshAsync()).ListModelsAsync(tenant, cancellation);

    public async ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        await (await FreshAsync()).CompareAsync(tenant, change, checks, cancellation);

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => _host.DeleteTenantAsync(tenant, cancellation);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Records kept in memory while the host that wrote them comes and goes.</summary>
    private sealed class KeptRecords : IRecordStore
    {
        private readonly SortedDictionary<(string Tenant, string Kind, string Key), string> _bodies = new(Comparer<(string Tenant, string Kind, string Key)>.Create(
            (a, b) => string.CompareOrdinal($"{a.Tenant}\0{a.Kind}\0{a.Key}", $"{b.Tenant}\0{b.Kind}\0{b.Key}")));

        public void Load(Action<StoredRecord> each, Action<long, long>? progress)
        {
            foreach (var ((tenant, kind, key), body) in _bodies.Where(b => string.CompareOrdinal(b.Key.Kind, "8") < 0).ToList()) each(new StoredRecord(tenant, kind, key, body));
        }

        public void Commit(IReadOnlyList<StoredRecord> writes)
        {
            foreach (var write in writes)
            {
                if (write.RemovesTenant)
                    foreach (var key in _bodies.Keys.Where(k => k.Tenant == write.Tenant).ToList()) _bodies.Remove(key);
                else if (write.Body is null) _bodies.Remove((write.Tenant, write.Kind, write.Key));
                else _bodies[(write.Tenant, write.Kind, write.Key)] = write.Body;
            }
        }

        public IReadOnlyList<string> Read(string tenant, string kind, string from, string to) => [.. _bodies
            .Where(b => b.Key.Tenant == tenant && b.Key.Kind == kind && string.CompareOrdinal(b.Key.Key, from) >= 0 && string.CompareOrdinal(b.Key.Key, to) <= 0)
            .Select(b => b.Value)];

        public void Dispose()
        {
        }
    }
}

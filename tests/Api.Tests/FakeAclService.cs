using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests;

/// <summary>Records what it is asked and gives the answers it was told to give.</summary>
internal sealed class FakeAclService : IAclService
{
    /// <summary>Every call, in order.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>What the next calls answer, whatever they are; checks only when <see cref="Decide"/> is not set.</summary>
    public object? Answer { get; set; }

    /// <summary>What the next calls throw instead.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Decides checks, single or in a batch.</summary>
    public Func<CheckRequest, Decision>? Decide { get; set; }

    /// <summary>The tenants <see cref="GetTenantAsync"/> knows.</summary>
    public Dictionary<TenantId, TenantInfo> Tenants { get; } = [];

    /// <summary>The API keys that are stored; looking one up is no call.</summary>
    public ConcurrentDictionary<(TenantId Tenant, string Id), Node> Keys { get; } = [];

    /// <summary>What looking up a key throws.</summary>
    public Exception? KeyFault { get; set; }

    /// <summary>Tenants that are not there when a key of theirs is looked up.</summary>
    public HashSet<TenantId> Unknown { get; } = [];

    /// <summary>The only call there was.</summary>
    public Call Only => Assert.Single(Calls);

    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        if (Decide is { } decide) Answer = decide(request);
        return Told<Decision>(tenant, request);
    }

    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        if (Decide is { } decide) Answer = requests.Select(request => Outcome(decide, request)).ToList();
        return ListedAsync<CheckOutcome>(tenant, requests);
    }

    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        Told<Explanation>(tenant, request);

    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        Told<OperationResult>(tenant, request);

    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        PageAsync<ResourceRef>(tenant, request, resource => resource.Id);

    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        PageAsync<SubjectRef>(tenant, request, subject => subject.Id);

    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        PageAsync<string>(tenant, request, action => action);

    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        ListedAsync<ImpactDifference>(tenant, request);

    public ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default) =>
        Told<ApplyResult>(tenant, request);

    public ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default)
    {
        if (reference.Kind != ObjectRef.ApiKey) return Told<StoredObject?>(tenant, reference);
        if (Unknown.Contains(tenant)) throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");
        if (KeyFault is { } fault) throw fault;
        return ValueTask.FromResult(Keys.GetValueOrDefault((tenant, reference.Id)) is { } key ? new StoredObject(reference, key) : null);
    }

    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        Told<ObjectPage>(tenant, request);

    public ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) =>
        Told<ChangePage>(tenant, request);

    public IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Told<IEnumerable<Node>>(tenant, null).Result.ToAsyncEnumerable();

    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        Told<TenantInfo>(tenant, definition);

    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Fault is null ? ValueTask.FromResult(Tenants.GetValueOrDefault(tenant)) : throw Fault;

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) =>
        Told<IReadOnlyList<TenantInfo>>(default, null);

    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        Told<ModelPlan>(tenant, change);

    public ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        Told<ModelResult>(tenant, request);

    public ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Told<IReadOnlyList<ModelVersion>>(tenant, null);

    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        ListedAsync<ComparedCheck>(tenant, (change, checks));

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => Told<bool>(tenant, null);

    /// <summary>Lists are told as any list, and are of revision 7.</summary>
    private async ValueTask<Listed<T>> ListedAsync<T>(TenantId tenant, object? request, [CallerMemberName] string method = "") =>
        new(await Told<IReadOnlyList<T>>(tenant, request, method), 7);

    private async ValueTask<Listed<T>> PageAsync<T>(TenantId tenant, PagedQuestion request, Func<T, string> id, [CallerMemberName] string method = "") =>
        Paging.Page(await Told<IReadOnlyList<T>>(tenant, request, method), id, request, 7);

    private ValueTask<T> Told<T>(TenantId tenant, object? request, [CallerMemberName] string method = "")
    {
        Calls.Add(new Call(method, tenant, request));
        return Fault is null ? ValueTask.FromResult((T)Answer!) : throw Fault;
    }

    private static CheckOutcome Outcome(Func<CheckRequest, Decision> decide, CheckRequest request)
    {
        try
        {
            return new CheckOutcome(decide(request), null);
        }
        catch (AclException e)
        {
            return new CheckOutcome(default, e);
        }
    }
}

/// <summary>One call of the fake.</summary>
internal sealed record Call(string Method, TenantId Tenant, object? Request)
{
    /// <summary>The request as what it must have been.</summary>
    public T As<T>() => Assert.IsAssignableFrom<T>(Request);
}

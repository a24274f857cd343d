using System.Runtime.CompilerServices;
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

    /// <summary>The only call there was.</summary>
    public Call Only => Assert.Single(Calls);

    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        if (Decide is { } decide) Answer = decide(request);
        return Told<Decision>(tenant, request);
    }

    public ValueTask<IReadOnlyList<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        if (Decide is { } decide) Answer = requests.Select(request => Outcome(decide, request)).ToList();
        return Told<IReadOnlyList<CheckOutcome>>(tenant, requests);
    }

    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        Told<Explanation>(tenant, request);

    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        Told<OperationResult>(tenant, request);

    public ValueTask<IReadOnlyList<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        Told<IReadOnlyList<ResourceRef>>(tenant, request);

    public ValueTask<IReadOnlyList<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        Told<IReadOnlyList<SubjectRef>>(tenant, request);

    public ValueTask<IReadOnlyList<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        Told<IReadOnlyList<string>>(tenant, request);

    public ValueTask<ApplyResult> ApplyAsync(TenantId tenant, IReadOnlyList<Step> steps, CancellationToken cancellation = default) =>
        Told<ApplyResult>(tenant, steps);

    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        Told<TenantInfo>(tenant, definition);

    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Fault is null ? ValueTask.FromResult(Tenants.GetValueOrDefault(tenant)) : throw Fault;

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) =>
        Told<IReadOnlyList<TenantInfo>>(default, null);

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => Told<bool>(tenant, null);

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

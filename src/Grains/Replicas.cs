using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using Orleans.Services;
using Orleans.Storage;
using OrleansAcl.Models;
using OrleansAcl.Servers;
using OrleansAcl.Wire;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>A silo's copies, by tenant.</summary>
public sealed class Replicas(
    ILocalSiloDetails silo, IGrainFactory grains, IGrainStorage storage, IModelLibrary models, TimeProvider time, AclGrainOptions options,
    HttpAddresses? http = null) : ILocalChecks
{
    private readonly ConcurrentDictionary<string, Replica> _replicas = new(StringComparer.Ordinal);

    /// <summary>How many tenants it keeps something of.</summary>
    public int Count => _replicas.Count;

    internal Replica Of(string tenant) => _replicas.GetOrAdd(tenant, static (name, all) => all.Begin(name), this);

    private Replica Begin(string tenant) => new(tenant, silo.SiloAddress, grains, storage, models, time, options, this);

    /// <summary>Forgets a tenant that there is not (BOUNDED): whoever asks for it next begins anew.</summary>
    internal void Forget(Replica replica) => _replicas.TryRemove(KeyValuePair.Create(replica.Tenant, replica));

    /// <inheritdoc/>
    public bool TryCheck(TenantId tenant, CheckRequest request, out Decision decision) =>
        TryAsk(tenant, request, static (view, check) => view.Check(check), out decision);

    /// <inheritdoc/>
    public bool TryCheckMany(TenantId tenant, IReadOnlyList<CheckRequest> requests, out Listed<CheckOutcome> outcomes) =>
        TryAsk(tenant, requests, static (view, checks) => view.CheckMany(checks), out outcomes);

    private bool TryAsk<TRequest, TAnswer>(TenantId tenant, TRequest request, Func<TenantView, TRequest, TAnswer> ask, out TAnswer answer)
    {
        answer = default!;
        return _replicas.TryGetValue(tenant.Value, out var replica) && replica.TryAskNow(request, ask, out answer);
    }

    internal void Apply(Delta delta)
    {
        // A tenant this silo never asked of has no copy to bring up to date.
        if (_replicas.TryGetValue(delta.Tenant, out var replica)) replica.Apply(delta);
    }

    internal SiloReport Report() => new(
        ThisProcess.Read(), http?.Addresses() ?? [],
        [.. _replicas.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.Report()).OfType<TenantCopy>()]);

    internal void Revoke(string tenant)
    {
        if (_replicas.TryGetValue(tenant, out var replica)) replica.Revoke();
    }
}

/// <summary>Where a silo's HTTP API listens, when it has one: told by whoever hosts it, for those who run it to see.</summary>
/// <param name="Addresses">Says where, once it listens.</param>
public sealed record HttpAddresses(Func<IReadOnlyList<string>> Addresses);

/// <summary>Where a silo is told of changes.</summary>
[Alias("acl.replicas")]
public interface IReplicaService : IGrainService
{
    /// <summary>Takes a change in; when this returns the silo answers from nothing older.</summary>
    [Alias("apply")]
    Task ApplyAsync(Delta delta);

    /// <summary>Ends the lease on a tenant; when this returns the silo answers from its copy only after it has asked for another.</summary>
    [Alias("revoke")]
    Task RevokeAsync(string tenant);

    /// <summary>What the silo says of itself, as JSON, for those who run it.</summary>
    [Alias("report")]
    Task<string> ReportAsync();
}

/// <inheritdoc cref="IReplicaService"/>
[Orleans.Concurrency.Reentrant]
public sealed class ReplicaService(GrainId id, Silo silo, ILoggerFactory logging, Replicas replicas) : GrainService(id, silo, logging), IReplicaService
{
    /// <inheritdoc/>
    public Task ApplyAsync(Delta delta)
    {
        replicas.Apply(delta);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RevokeAsync(string tenant)
    {
        replicas.Revoke(tenant);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string> ReportAsync() => Task.FromResult(ServerWire.Write(replicas.Report()).ToString());
}

/// <summary>Tells a silo of a change.</summary>
public interface IReplicaClient : IGrainServiceClient<IReplicaService>
{
    /// <summary>Tells one silo; fails when it cannot be told.</summary>
    Task ApplyAsync(SiloAddress silo, Delta delta);

    /// <summary>Ends one silo's lease on a tenant.</summary>
    Task RevokeAsync(SiloAddress silo, string tenant);

    /// <summary>What one silo says of itself.</summary>
    Task<SiloReport> ReportAsync(SiloAddress silo);
}

/// <inheritdoc cref="IReplicaClient"/>
public sealed class ReplicaClient(IServiceProvider services) : GrainServiceClient<IReplicaService>(services), IReplicaClient
{
    /// <inheritdoc/>
    public Task ApplyAsync(SiloAddress silo, Delta delta) => GetGrainService(silo).ApplyAsync(delta);

    /// <inheritdoc/>
    public Task RevokeAsync(SiloAddress silo, string tenant) => GetGrainService(silo).RevokeAsync(tenant);

    /// <inheritdoc/>
    public async Task<SiloReport> ReportAsync(SiloAddress silo) => ServerWire.ReadReport(Documents.Json.ParseOwn(await GetGrainService(silo).ReportAsync()));
}

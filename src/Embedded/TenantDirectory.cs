using System.Collections.Concurrent;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>The tenants of a host. Finding one takes no lock; they are made and removed one at a time.</summary>
internal sealed class TenantDirectory(IModelLibrary models, CommitQueue queue, IEnumerable<Tenancy> loaded)
{
    private readonly ConcurrentDictionary<string, Tenancy> _tenants =
        new(loaded.Select(t => KeyValuePair.Create(t.State.Tenant.Value, t)), StringComparer.Ordinal);

    private readonly Dictionary<string, Making> _making = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>A tenant that is not stored yet; whoever asks for the same one meanwhile waits with its maker.</summary>
    private sealed record Making(Tenancy Tenancy, Task Durable);

    /// <summary>Every tenant, by name.</summary>
    public IEnumerable<Tenancy> All => _tenants.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value);

    /// <summary>A tenant; null when there is none.</summary>
    public Tenancy? Find(TenantId tenant) => _tenants.GetValueOrDefault(tenant.Value);

    /// <summary>A tenant.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownTenant"/>, also for one that is still being filled.</exception>
    public Tenancy Require(TenantId tenant) => RequireWritable(tenant) is { Importing: false } found ? found : throw TenantBlueprint.NotYet(tenant);

    /// <summary>A tenant that can be changed.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownTenant"/>.</exception>
    public Tenancy RequireWritable(TenantId tenant) => _tenants.TryGetValue(tenant.Value, out var found) ? found : throw Unknown(tenant);

    /// <summary>The complaint that there is no such tenant.</summary>
    public static AclException Unknown(TenantId tenant) => new(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");

    /// <summary>Makes a tenant, or finds the same one.</summary>
    public async ValueTask<Tenancy> PutAsync(TenantId tenant, TenantDefinition definition)
    {
        var blueprint = TenantBlueprint.Of(definition, models);
        Making? making;
        lock (_lock)
        {
            var there = _making.GetValueOrDefault(tenant.Value)?.Tenancy ?? Living(tenant);
            if (there is not null && (blueprint.Importing || !there.IsSameAs(blueprint)))
                throw new AclException(ErrorCodes.TenantExists, $"tenant `{tenant}` exists {(blueprint.Importing ? "already" : "with another definition")}");
            if (!_making.TryGetValue(tenant.Value, out making))
            {
                if (there is not null && !(there.Importing && !blueprint.Importing)) return there;
                var made = there?.Opened(blueprint) ?? new Tenancy(tenant, blueprint);
                var durable = queue.EnqueueAsync([made.Record], () => Made(made, true), _ => Made(made, false));
                _making[tenant.Value] = making = new Making(made, durable);
            }
        }

        await making.Durable.ConfigureAwait(false);
        return making.Tenancy;
    }

    /// <summary>Puts a tenant in the place of the same with another model, and lets those who wait for changes of it look again.</summary>
    public void Replace(Tenancy before, Tenancy after)
    {
        _tenants[after.State.Tenant.Value] = after;
        before.State.Wake();
    }

    /// <summary>Forgets a tenant, unless another has been made of its name; meanwhile it may have been opened.</summary>
    private void Forget(TenantId tenant, TenantState state)
    {
        if (_tenants.TryGetValue(tenant.Value, out var now) && now.State == state) _tenants.TryRemove(KeyValuePair.Create(tenant.Value, now));
        state.Wake();
    }

    private void Made(Tenancy tenancy, bool stored)
    {
        lock (_lock)
        {
            var name = tenancy.State.Tenant.Value;
            _making.Remove(name);
            if (stored) _tenants[name] = tenancy;
        }
    }

    /// <summary>The tenant of a name, unless it is on its way out.</summary>
    private Tenancy? Living(TenantId tenant)
    {
        // Does not wait for its writers: the caller holds the lock that the commit thread takes too. `Removed` is set after the removal has
        // its place in the queue, so whoever sees it queues behind.
        return _tenants.TryGetValue(tenant.Value, out var there) && !there.State.Removed ? there : null;
    }

    /// <summary>Removes a tenant and all it holds; false when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(TenantId tenant)
    {
        while (_tenants.TryGetValue(tenant.Value, out var there))
        {
            Task durable;
            bool removes;
            lock (there.State.Writing)
            {
                if (there.State.Removed) return false;
                removes = there.State.Replacing is null;
                durable = there.State.Replacing ?? Remove(tenant, there.State);
            }

            await durable.ConfigureAwait(false);
            if (removes) return true;
        }

        return false;
    }

    private Task Remove(TenantId tenant, TenantState state)
    {
        var durable = queue.EnqueueAsync(
            [StoredRecord.RemoveTenant(tenant.Value)],
            () => Forget(tenant, state),
            _ =>
            {
                // Under the same lock as a maker who has just seen it on its way out: his writes fail with this one or are refused.
                lock (_lock)
                    lock (state.Writing) state.Removed = false;
            });
        state.Removed = true;
        return durable;
    }
}

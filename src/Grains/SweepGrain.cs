using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>
/// Walks the indexes of a tenant's life that is over and clears what they name, then themselves: last shard first, so that what was begun can
/// be begun again. What it did not get to is begun again when the tenant's grain is next active.
/// </summary>
[HashBasedPlacement, GrainType("sweep")]
public sealed class SweepGrain(IGrainStorage storage, ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    private const int ChangesAtOnce = 200;

    private string Tenant => this.GetPrimaryKeyString() is var key ? key[..key.IndexOf('#')] : "";

    /// <inheritdoc/>
    public async Task SweepAsync(Leftover left)
    {
        try
        {
            foreach (var index in left.Indexes)
                await ClearAsync(left.Life, RosterKey.Index(index), entry => EntityAsync(left.Life, new EntityKey(index[..index.IndexOf('/')], entry)));
            await ClearAsync(left.Life, RosterKey.Mentions, name => ClearAsync(left.Life, RosterKey.Named(name)));
            for (var shard = 0; shard < AclLimits.IdempotencyShards; shard++) await ClearAsync(left.Life, EntityKey.OfLedger(shard));
            for (var first = Math.Max(1, left.Revision - AclLimits.ChangesKept); first <= left.Revision; first += ChangesAtOnce)
                await Task.WhenAll(Enumerable.Range(0, (int)Math.Min(ChangesAtOnce, left.Revision - first + 1)).Select(i => ClearAsync(left.Life, EntityKey.OfChange(first + i))));
            await GrainFactory.GetGrain<ITenantGrain>(Tenant).SweptAsync(left.Life);
        }
        catch (Exception e)
        {
            Log.NotSwept(logger, Tenant, e);
        }
    }

    private Task ClearAsync(long life, EntityKey key) => GrainKeys.Entity(GrainFactory, Tenant, life, key).ClearAsync();

    /// <summary>Clears a roster, after what each entry needs first.</summary>
    private async Task ClearAsync(long life, RosterKey roster, Func<string, Task>? first = null)
    {
        for (var number = (await ShardAsync(life, roster, 0)).Last; number >= 0; number--)
        {
            if (first is not null) await Task.WhenAll((await ShardAsync(life, roster, number)).Entries.Select(first));
            await GrainKeys.Entity(GrainFactory, Tenant, life, roster.Shard(number)).ClearAsync();
        }
    }

    private async Task<ShardState> ShardAsync(long life, RosterKey roster, int number) =>
        (await EntityLoader.ShardAsync(new EntityGrains(GrainFactory, storage, Tenant, life), roster, number)).Shard;

    /// <summary>Clears an entity; before it, what a principal has rosters of.</summary>
    private async Task EntityAsync(long life, EntityKey key)
    {
        var grain = GrainKeys.Entity(GrainFactory, Tenant, life, key);
        if (key.Kind == EntityKey.Principal && (await grain.LoadAsync()).Body is { } body)
        {
            var (subject, generation) = (SubjectRef.Parse(key.Key), StateCodec.ReadGeneration(Json.ParseOwn(body)));
            await ClearAsync(life, RosterKey.MembersOf(subject, generation));
            await ClearAsync(life, RosterKey.OwnedBy(subject, generation));
        }

        await grain.ClearAsync();
    }
}

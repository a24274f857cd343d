using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>What a roster names, as places in order: each shard's by itself.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="key">The roster.</param>
/// <param name="version">The version that is asked.</param>
internal sealed class RosterPlaces(TenantState tenant, RosterKey key, long version) : IPlaces
{
    private readonly ShardState[] _shards = Roster.Shards(tenant, key, version);

    /// <inheritdoc/>
    public void Find(string type, string? after, string prefix, ICollection<Segment> found)
    {
        foreach (var shard in _shards)
        {
            var named = shard.Named(tenant);
            if (Segment.Of(named, named.Length, type, after, prefix) is var part && part.From < part.To) found.Add(part);
        }
    }
}

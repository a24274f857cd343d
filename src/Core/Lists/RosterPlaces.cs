using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>What a roster names, as places in order: each shard's by itself.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="key">The roster.</param>
/// <param name="version">The version that is asked.</param>
/// <param name="place">The place of a reference on it.</param>
internal sealed class RosterPlaces(TenantState tenant, RosterKey key, long version, Func<string, IPlace> place) : IPlaces
{
    private readonly ShardState[] _shards = Roster.Shards(tenant, key, version);

    /// <summary>What a roster of resources names.</summary>
    public RosterPlaces(TenantState tenant, RosterKey key, long version) : this(tenant, key, version, reference => new NamedPlace(tenant, reference))
    {
    }

    /// <inheritdoc/>
    public void Find(string type, string? after, string prefix, ICollection<Segment> found)
    {
        foreach (var shard in _shards)
        {
            var named = shard.Named(place);
            if (Segment.Of(named, named.Length, type, after, prefix) is var part && part.From < part.To) found.Add(part);
        }
    }
}

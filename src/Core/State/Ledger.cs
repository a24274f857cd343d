using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.State;

/// <summary>A change that was sent with an idempotency key.</summary>
/// <param name="Hash">Of what was sent.</param>
/// <param name="Revision">The revision it led to.</param>
/// <param name="Time">When.</param>
/// <param name="Results">What was answered.</param>
internal sealed record KeptRequest(string Hash, long Revision, DateTimeOffset Time, Node Results);

/// <summary>A part of the idempotency keys that have been used, at one version. BOUNDED: the oldest give way.</summary>
internal sealed record LedgerState : EntityState
{
    private const int Most = AclLimits.IdempotencyKeys / AclLimits.IdempotencyShards;

    /// <summary>By key.</summary>
    public ImmutableDictionary<string, KeptRequest> Requests { get; init; } = ImmutableDictionary.Create<string, KeptRequest>(StringComparer.Ordinal);

    /// <summary>What was sent with a key; null when it is not known, or was too long ago.</summary>
    public KeptRequest? Find(string key, DateTimeOffset now) =>
        Requests.TryGetValue(key, out var kept) && now - kept.Time < AclLimits.IdempotencyKept ? kept : null;

    /// <summary>The same with one more.</summary>
    public LedgerState With(string key, KeptRequest request)
    {
        var requests = Requests.RemoveRange(Requests.Where(r => request.Time - r.Value.Time >= AclLimits.IdempotencyKept).Select(r => r.Key)).SetItem(key, request);
        if (requests.Count > Most) requests = requests.Remove(requests.MinBy(r => r.Value.Revision).Key);
        return new LedgerState { Requests = requests };
    }
}

/// <summary>The place in memory of a part of the idempotency keys.</summary>
internal sealed class LedgerSlot(int shard, bool known = true) : Slot<LedgerState>(new LedgerState(), known)
{
    /// <summary>What it is kept under.</summary>
    public EntityKey Key { get; } = EntityKey.OfLedger(shard);

    /// <summary>The part that an idempotency key belongs to.</summary>
    public static int ShardFor(string idempotencyKey) => SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))[0] % AclLimits.IdempotencyShards;

    /// <summary>The number of a part, from what it is kept under.</summary>
    public static int ShardOf(EntityKey key) => int.Parse(key.Key.AsSpan(key.Key.IndexOf('/') + 1), provider: null);
}

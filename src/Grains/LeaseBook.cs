using Microsoft.Extensions.Logging;

namespace OrleansAcl.Grains;

/// <summary>
/// Who may answer from a copy of a tenant, and until when. A change is acknowledged only when every one of them has taken it in, or can
/// no longer answer because its lease has run out (FRESH).
/// </summary>
/// <param name="replicas">How silos are told.</param>
/// <param name="duration">How long a lease lasts, counted by the silo from when it asked.</param>
/// <param name="time">The time.</param>
/// <param name="logger">Where it is said that a silo could not be told.</param>
internal sealed class LeaseBook(IReplicaClient replicas, TimeSpan duration, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<SiloAddress, long> _until = [];
    private long _quietUntil;

    /// <summary>Counts on leases that an earlier activation may have given: nothing is acknowledged before they have run out.</summary>
    public void AssumeOthers() => _quietUntil = Later();

    /// <summary>Notes a lease. Given from now, it outlasts what the silo counts from when it asked.</summary>
    public void Give(SiloAddress silo) => _until[silo] = Later();

    private long Later() => time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);

    /// <summary>Tells every holder of a change, and returns when none can answer from before it.</summary>
    public async Task TellAllAsync(Delta delta)
    {
        await Task.WhenAll(_until.ToArray().Select(holder => TellAsync(holder.Key, holder.Value, delta)));
        await WaitAsync(_quietUntil);
    }

    /// <summary>Takes every lease back; false when some holder could not be told.</summary>
    public async Task<bool> RevokeAllAsync(string tenant)
    {
        if (_quietUntil > time.GetTimestamp()) return false;
        try
        {
            await Task.WhenAll(_until.Where(h => h.Value > time.GetTimestamp()).Select(h => replicas.RevokeAsync(h.Key, tenant))).WaitAsync(duration, time);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return false;
        }
    }

    private async Task TellAsync(SiloAddress silo, long until, Delta delta)
    {
        if (until - time.GetTimestamp() is > 0 and var left)
        {
            try
            {
                // No longer than the lease: after that the silo cannot answer from its copy anyway.
                await replicas.ApplyAsync(silo, delta).WaitAsync(TimeSpan.FromSeconds((double)left / time.TimestampFrequency), time);
                return;
            }
            catch (Exception e)
            {
                Log.NotTold(logger, delta.Tenant, silo, e);
            }
        }

        await WaitAsync(until);
        if (_until.TryGetValue(silo, out var now) && now == until) _until.Remove(silo);
    }

    private async Task WaitAsync(long until)
    {
        for (var left = until - time.GetTimestamp(); left > 0; left = until - time.GetTimestamp())
            await Task.Delay(TimeSpan.FromSeconds((double)left / time.TimestampFrequency) + TimeSpan.FromMilliseconds(1), time);
    }
}

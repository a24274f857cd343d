using OrleansAcl.Changes;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Reads a tenant's change log from the grains that hold it, and waits for changes.</summary>
internal sealed class ChangeLog(IGrainFactory grains, Replica replica, string tenant, TimeProvider time)
{
    /// <summary>How long the news of a change is waited for before it is asked again whether there was one: a silo without a lease is not told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A page.</summary>
    public async Task<ChangePage> PageAsync(ChangesRequest request)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var (life, revision, news) = await replica.PositionAsync();
            var range = ChangeRange.Of(request, revision);
            var left = request.Wait - time.GetElapsedTime(began);
            if (!range.IsEmpty || left <= TimeSpan.Zero) return await range.ReadAsync((first, last) => ReadAsync(life, first, last));
            await Task.WhenAny(news, Task.Delay(left < Patience ? left : Patience, time));
        }
    }

    private async ValueTask<IReadOnlyList<string>> ReadAsync(long life, long first, long last)
    {
        try
        {
            var keys = Enumerable.Range(0, (int)(last - first + 1)).Select(i => EntityKey.OfChange(first + i));
            var entities = await Task.WhenAll(keys.Select(key => GrainKeys.Entity(grains, tenant, life, key).LoadAsync()));
            return [.. entities.Select(e => e.Body).OfType<string>()];
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"part of the change log of tenant `{tenant}` cannot be reached", null, e);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// Grain storage that outlives the silos of a test cluster, checks ETags, and can be told to refuse or to fail after it has stored.
/// </summary>
internal sealed class SharedStorage
{
    private readonly ConcurrentDictionary<string, (string ETag, byte[] Bytes)> _states = new();

    /// <summary>Called before each write with the grain; what it throws, the write throws.</summary>
    public Action<string, GrainId>? BeforeWrite { get; set; }

    /// <summary>The bytes of the largest state written so far.</summary>
    public int Largest => _largest;

    /// <summary>How many states have been written.</summary>
    public int Writes => _writes;

    private int _largest;
    private int _writes;

    public sealed class Provider(SharedStorage shared, Serializer serializer) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (shared._states.TryGetValue($"{stateName}/{grainId}", out var stored))
                (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(stored.Bytes), stored.ETag, true);
            else
                (grainState.ETag, grainState.RecordExists) = (null, false);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            shared.BeforeWrite?.Invoke(stateName, grainId);
            var next = (Guid.NewGuid().ToString("N"), serializer.SerializeToArray(grainState.State));
            Interlocked.Increment(ref shared._writes);
            InterlockedMax(ref shared._largest, next.Item2.Length);
            var key = $"{stateName}/{grainId}";
            var stored = grainState.ETag is null
                ? shared._states.TryAdd(key, next)
                : shared._states.TryGetValue(key, out var before) && before.ETag == grainState.ETag && shared._states.TryUpdate(key, next, before);
            if (!stored) throw new InconsistentStateException("the ETag does not match");
            (grainState.ETag, grainState.RecordExists) = (next.Item1, true);
            return Task.CompletedTask;
        }

        private static void InterlockedMax(ref int target, int value)
        {
            for (var seen = Volatile.Read(ref target); value > seen;)
                if (Interlocked.CompareExchange(ref target, value, seen) is var now && now == seen) return;
                else seen = now;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            shared._states.TryRemove($"{stateName}/{grainId}", out _);
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Puts the shared storage into a silo.</summary>
internal static class SharedStorageHosting
{
    public static void AddSharedStorage(this IServiceCollection services, SharedStorage storage) =>
        services.AddKeyedSingleton<IGrainStorage>("Default", (provider, _) => new SharedStorage.Provider(storage, provider.GetRequiredService<Serializer>()))
            .AddSingleton(provider => provider.GetRequiredKeyedService<IGrainStorage>("Default"));
}

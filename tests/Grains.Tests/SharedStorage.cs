using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrleansAcl.Grains.Tests;

/// <summary>One grain's state that is read or written.</summary>
/// <param name="State">The state's name, for example <c>tenant</c>.</param>
/// <param name="Grain">Whose it is.</param>
internal readonly record struct StorageCall(string State, GrainId Grain)
{
    /// <summary>Whether it is the state of such a name, of a grain whose key ends so.</summary>
    public bool Is(string state, string keyEnd = "") => State == state && Grain.Key.ToString()!.EndsWith(keyEnd, StringComparison.Ordinal);
}

/// <summary>
/// Grain storage that outlives the silos of a test cluster, checks ETags, and can be told to refuse, to wait, or to fail after it has stored.
/// </summary>
internal sealed class SharedStorage
{
    private readonly ConcurrentDictionary<StorageCall, (string ETag, byte[] Bytes)> _states = new();

    /// <summary>Waited for before each read; what it throws, the read throws.</summary>
    public Func<StorageCall, Task>? BeforeRead { get; set; }

    /// <summary>Waited for before each write; what it throws, the write throws, and nothing is stored.</summary>
    public Func<StorageCall, Task>? BeforeWrite { get; set; }

    /// <summary>Waited for when a write is stored; what it throws, the write throws, though it is stored.</summary>
    public Func<StorageCall, Task>? AfterWrite { get; set; }

    /// <summary>Waited for before each removal; what it throws, the removal throws, and all stays.</summary>
    public Func<StorageCall, Task>? BeforeClear { get; set; }

    /// <summary>Refuses what a test picks out.</summary>
    public static Func<StorageCall, Task> Refuse(Func<StorageCall, bool> which) =>
        call => which(call) ? Task.FromException(new IOException("the store refuses")) : Task.CompletedTask;

    /// <summary>Gives the states a test picks out another ETag, as if somebody else had written the same; says how many there were.</summary>
    public int Touch(Func<StorageCall, bool> which)
    {
        var touched = _states.Where(s => which(s.Key)).ToList();
        foreach (var (call, stored) in touched) _states[call] = (NewETag(), stored.Bytes);
        return touched.Count;
    }

    /// <summary>Loses the states a test picks out; says how many there were.</summary>
    public int Forget(Func<StorageCall, bool> which) => _states.Keys.Where(which).ToList().Count(call => _states.TryRemove(call, out _));

    private static string NewETag() => Guid.NewGuid().ToString("N");

    /// <summary>The states that are stored.</summary>
    public IEnumerable<StorageCall> Stored => _states.Keys;

    /// <summary>The bytes of the largest state written so far.</summary>
    public int Largest => _largest;

    /// <summary>How many states have been written.</summary>
    public int Writes => _writes;

    private int _largest;
    private int _writes;

    public sealed class Provider(SharedStorage shared, Serializer serializer) : IGrainStorage
    {
        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var call = new StorageCall(stateName, grainId);
            if (shared.BeforeRead is { } before) await before(call);
            if (shared._states.TryGetValue(call, out var stored))
                (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(stored.Bytes), stored.ETag, true);
            else
                (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var call = new StorageCall(stateName, grainId);
            if (shared.BeforeWrite is { } refuse) await refuse(call);
            var next = (ETag: NewETag(), Bytes: serializer.SerializeToArray(grainState.State));
            Interlocked.Increment(ref shared._writes);
            InterlockedMax(ref shared._largest, next.Bytes.Length);
            var stored = grainState.ETag is null
                ? shared._states.TryAdd(call, next)
                : shared._states.TryGetValue(call, out var before) && before.ETag == grainState.ETag && shared._states.TryUpdate(call, next, before);
            if (!stored) throw new InconsistentStateException("the ETag does not match");
            if (shared.AfterWrite is { } lose) await lose(call);
            (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
        }

        private static void InterlockedMax(ref int target, int value)
        {
            for (var seen = Volatile.Read(ref target); value > seen;)
                if (Interlocked.CompareExchange(ref target, value, seen) is var now && now == seen) return;
                else seen = now;
        }

        public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var call = new StorageCall(stateName, grainId);
            if (shared.BeforeClear is { } before) await before(call);
            shared._states.TryRemove(call, out _);
            (grainState.ETag, grainState.RecordExists) = (null, false);
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

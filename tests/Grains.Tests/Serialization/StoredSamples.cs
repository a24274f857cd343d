using Orleans.Serialization;

namespace OrleansAcl.Grains.Tests.Serialization;

/// <summary>One value of a stored state.</summary>
internal abstract class StoredSample(string name, object state)
{
    /// <summary>Its name in <c>stored-bytes.txt</c>.</summary>
    public string Name => name;

    /// <summary>The value.</summary>
    public object State => state;

    /// <summary>The value of a state.</summary>
    public static StoredSample Of<T>(string name, T state) where T : notnull => new Typed<T>(name, state);

    /// <summary>Its bytes as a store gets them.</summary>
    public abstract byte[] Write(Serializer serializer);

    /// <summary>Reads such bytes.</summary>
    public abstract object Read(Serializer serializer, byte[] bytes);

    private sealed class Typed<T>(string name, T state) : StoredSample(name, state) where T : notnull
    {
        public override byte[] Write(Serializer serializer) => serializer.SerializeToArray((T)State);

        public override object Read(Serializer serializer, byte[] bytes) => serializer.Deserialize<T>(bytes)!;
    }
}

/// <summary>One value of each stored state, every member set; its bytes, as they were first written, are in <c>stored-bytes.txt</c>.</summary>
internal static class StoredSamples
{
    /// <summary>The samples by name. Bytes once written down stay; a state that gets a member gets one more sample.</summary>
    public static IReadOnlyList<StoredSample> All { get; } =
    [
        StoredSample.Of("tenant", new TenantGrainState
        {
            Definition = new PagedText("""{"model":"workload"}""", []), Life = 3, Version = 41, Clock = "2026-01-01T09:30:00.0000000+00:00",
            Intent = new PagedText(null, ["41-0", "41-1"]), Holder = "0123456789abcdef", Released = true,
        }),
        StoredSample.Of("tenant-with-leftovers", new TenantGrainState { Life = 4, Holder = "0123456789abcdef", Leftovers = [new Leftover(3, ["5-resource/job"])] }),
        StoredSample.Of("entity", new EntityGrainState { Version = 7, Body = new PagedText("""{"owner":"user:ünïcode"}""", []) }),
        StoredSample.Of("page", new PageGrainState { Text = "a part of something long" }),
        StoredSample.Of("tenants", new TenantsGrainState { Names = new(StringComparer.Ordinal) { "acme", "default" } }),
    ];
}

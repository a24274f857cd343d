namespace OrleansAcl.Client.Orleans;

/// <summary>
/// Makes references to grains of one interface. The factory works out the names of interface and grain anew for every reference, from
/// attributes, which costs more than a check; here it is asked once.
/// </summary>
/// <param name="grains">The client's or silo's grain factory.</param>
internal sealed class GrainReferences<TGrain>(IGrainFactory grains) where TGrain : class, IGrainWithStringKey
{
    private GrainReference? _first;

    /// <summary>The grain of a key.</summary>
    public TGrain Of(string key)
    {
        if (_first is { } first) return (TGrain)grains.GetGrain(GrainId.Create(first.GrainId.Type, key), first.InterfaceType);
        var grain = grains.GetGrain<TGrain>(key);
        _first = (GrainReference)(object)grain;
        return grain;
    }
}

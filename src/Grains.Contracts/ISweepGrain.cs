using Orleans.Concurrency;

namespace OrleansAcl.Grains;

/// <summary>Removes what a tenant that is no more has left in the store. Keyed <c>tenant#life</c>.</summary>
[Alias("acl.sweep")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>Begins, or goes on; tells the tenant's grain when nothing is left.</summary>
    /// <param name="left">What there is to remove.</param>
    [Alias("sweep"), OneWay]
    Task SweepAsync(Leftover left);
}

/// <summary>A life of a tenant that is over.</summary>
/// <param name="Life">Which one.</param>
/// <param name="Indexes">The indexes that name everything it held.</param>
/// <param name="Revision">The newest revision of its change log.</param>
[GenerateSerializer, Immutable, Alias("acl.leftover")]
public sealed record Leftover([property: Id(0)] long Life, [property: Id(1)] string[] Indexes, [property: Id(2)] long Revision = 0);

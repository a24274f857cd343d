using Orleans.Concurrency;

namespace OrleansAcl.Grains;

/// <summary>An answer, or why there is none: the code, message and place of an error. Never both.</summary>
[GenerateSerializer, Immutable, Alias("acl.answer")]
public sealed record Answer([property: Id(0)] string? Body, [property: Id(1)] string? Code, [property: Id(2)] string? Message, [property: Id(3)] string? Place);

/// <summary>An entity as stored: the tenant's version that wrote it, and its JSON; a null body is nothing.</summary>
[GenerateSerializer, Immutable, Alias("acl.entity")]
public sealed record Entity([property: Id(0)] long Version, [property: Id(1)] string? Body)
{
    /// <summary>Whether its grain need not stay active once it is stored: nobody is likely to write it again soon.</summary>
    [Id(2)]
    public bool Passing { get; init; }
}

/// <summary>A silo's wish to answer from its copy of a tenant.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Life">The life of the tenant whose definition the silo knows; 0 is none.</param>
/// <param name="Version">The version its copy is at; -1 is no copy.</param>
/// <param name="Model">The version of the model in the definition that the silo knows; 0 is none.</param>
[GenerateSerializer, Immutable, Alias("acl.lease-request")]
public sealed record LeaseRequest(
    [property: Id(0)] Orleans.Runtime.SiloAddress Silo, [property: Id(1)] long Life, [property: Id(2)] long Version, [property: Id(3)] long Model = 0);

/// <summary>
/// Leave to answer from a copy that is at <paramref name="Version"/> of <paramref name="Life"/>, for <paramref name="Milliseconds"/> from
/// when it was asked for; or the word that there is no such tenant. The definition is there unless the request was of the same life and model.
/// </summary>
[GenerateSerializer, Immutable, Alias("acl.lease")]
public sealed record Lease(
    [property: Id(0)] bool Exists, [property: Id(1)] string? Definition, [property: Id(2)] long Life, [property: Id(3)] long Version,
    [property: Id(4)] string? Clock, [property: Id(5)] int Milliseconds)
{
    /// <summary>Whether the tenant's rosters say what mentions whom; a program that does not know of them leaves it out.</summary>
    [Id(6)]
    public bool Mentions { get; init; }

    /// <summary>The change that brings the silo's copy to <see cref="Version"/>; null when it is there already, or has to begin anew.</summary>
    [Id(7)]
    public Delta? News { get; init; }
}

/// <summary>What a change did: the entities it wrote, from one version to the next.</summary>
[GenerateSerializer, Immutable, Alias("acl.delta")]
public sealed record Delta(
    [property: Id(0)] string Tenant, [property: Id(1)] long Life, [property: Id(2)] long From, [property: Id(3)] long To,
    [property: Id(4)] bool ClosuresChanged, [property: Id(5)] string? Clock, [property: Id(6)] DeltaEntity[] Entities, [property: Id(7)] bool Removed)
{
    /// <summary>Whether the tenant's rosters say what mentions whom, also after the change.</summary>
    [Id(8)]
    public bool Mentions { get; init; }
}

/// <summary>An entity of a change.</summary>
[GenerateSerializer, Immutable, Alias("acl.delta-entity")]
public sealed record DeltaEntity([property: Id(0)] string Kind, [property: Id(1)] string Key, [property: Id(2)] string? Body);

using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Where the entities of one life of a tenant are fetched from.</summary>
internal interface IEntities
{
    /// <summary>An entity as it is in the store.</summary>
    Task<Entity> LoadAsync(EntityKey key);
}

using Orleans.Hosting;

namespace OrleansAcl.Silo;

/// <summary>A kind of server that the silos of a cluster find each other by and store their grains' state in.</summary>
public interface IBackend
{
    /// <summary>What it is called in <c>Acl:Clustering</c> and <c>Acl:Storage</c>.</summary>
    string Name { get; }

    /// <summary>Looks whether the server can be used, before anything is started.</summary>
    /// <exception cref="AclException">Saying what is wrong with it, and what to do.</exception>
    Task RequireUsableAsync(SiloOptions options, CancellationToken cancellation);

    /// <summary>Has the silo find the others there.</summary>
    void UseClustering(ISiloBuilder silo, SiloOptions options);

    /// <summary>Stores the state of all grains there.</summary>
    void UseStorage(ISiloBuilder silo, SiloOptions options);
}

namespace OrleansAcl.Behaviour;

/// <summary>What answers in a test: the service in one process, or over the silos of a cluster.</summary>
public interface IHost
{
    /// <summary>The service.</summary>
    IAclService Service { get; }

    /// <summary>How often a test that looks for a race tries; a host on which a change costs more tries less.</summary>
    int Rounds { get; }
}

/// <summary>A host whose process, or all of whose silos, can go and come back to what they stored.</summary>
public interface IRestartable : IHost, IAsyncDisposable
{
    /// <summary>Ends the host and starts another one on the same store.</summary>
    Task RestartAsync();
}

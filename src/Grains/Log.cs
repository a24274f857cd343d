using Microsoft.Extensions.Logging;

namespace OrleansAcl.Grains;

/// <summary>What the grains log.</summary>
internal static partial class Log
{
    /// <summary>A silo could not be told of a change; the change waits for its lease to run out.</summary>
    [LoggerMessage(1, LogLevel.Warning, "tenant {Tenant}: silo {Silo} could not be told of a change; waiting for its lease to run out")]
    public static partial void NotTold(ILogger logger, string tenant, SiloAddress silo, Exception exception);

    /// <summary>A change could not be stored; what there is will be read again.</summary>
    [LoggerMessage(3, LogLevel.Error, "tenant {Tenant}: a change could not be stored")]
    public static partial void NotStored(ILogger logger, string tenant, Exception exception);

    /// <summary>A change could not be worked out, for a reason that nobody thought of.</summary>
    [LoggerMessage(7, LogLevel.Error, "tenant {Tenant}: a change could not be worked out")]
    public static partial void NotPlanned(ILogger logger, string tenant, Exception exception);

    /// <summary>A tenant's grain could not make sure that it still speaks for the tenant.</summary>
    [LoggerMessage(4, LogLevel.Error, "tenant {Tenant}: its state cannot be read")]
    public static partial void NotRead(ILogger logger, string tenant, Exception exception);

    /// <summary>Pages of a text that is no more could not be removed.</summary>
    [LoggerMessage(6, LogLevel.Warning, "{Owner}: pages that nothing names any more could not be removed")]
    public static partial void NotForgotten(ILogger logger, string owner, Exception exception);

    /// <summary>What a removed tenant has left in the store is still there.</summary>
    [LoggerMessage(5, LogLevel.Warning, "tenant {Tenant}: what it left in the store is not all removed yet")]
    public static partial void NotSwept(ILogger logger, string tenant, Exception exception);

    /// <summary>A tenant's grain could not say that it ended in order; the next one waits for the leases to run out.</summary>
    [LoggerMessage(2, LogLevel.Warning, "tenant {Tenant}: its leases could not be taken back; the next change waits for them to run out")]
    public static partial void NotReleased(ILogger logger, string tenant, Exception exception);
}

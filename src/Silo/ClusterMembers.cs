using System.Net.Sockets;
using Orleans;
using Orleans.Runtime;

namespace OrleansAcl.Silo;

/// <summary>
/// The silos that a cluster's table names. When all of them were killed at once and do not come back at their addresses, those that start wait for
/// them in vain; somebody who knows that none runs has them forgotten.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="cluster">The cluster's name.</param>
internal sealed class ClusterMembers(IMembershipTable table, string cluster)
{
    /// <summary>How long a silo has to take a connection.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(3);

    /// <summary>Forgets all of them.</summary>
    /// <returns>Those that were not known to be dead.</returns>
    /// <exception cref="AclException"><see cref="ErrorCodes.PreconditionFailed"/> when one takes connections: nothing is forgotten then.</exception>
    public async Task<IReadOnlyList<SiloAddress>> ForgetAsync(CancellationToken cancellation)
    {
        await table.InitializeMembershipTableAsync(true, cancellation);
        var members = await table.ReadAllAsync(cancellation);
        SiloAddress[] silos = [.. members.Members.Select(m => m.Item1).Where(m => m.Status != SiloStatus.Dead).Select(m => m.SiloAddress)];
        var answers = await Task.WhenAll(silos.Select(silo => AnswersAsync(silo, cancellation)));
        if (silos.Where((_, i) => answers[i]).ToList() is { Count: > 0 } alive)
            throw new AclException(
                ErrorCodes.PreconditionFailed, $"something answers at {string.Join(", ", alive.Select(s => s.Endpoint))}; silos are forgotten only when none runs");
        await table.DeleteMembershipTableEntriesAsync(cluster, cancellation);
        return silos;
    }

    private static async Task<bool> AnswersAsync(SiloAddress silo, CancellationToken cancellation)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Answering);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}

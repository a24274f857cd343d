using Orleans;
using Orleans.Runtime;
using OrleansAcl.Grains;
using OrleansAcl.Servers;

namespace OrleansAcl.Silo;

/// <summary>What a cluster says of itself: its members as their table has them, and what each that lives says when it is asked.</summary>
/// <param name="grains">How grains are reached.</param>
/// <param name="replicas">How silos are asked.</param>
/// <param name="table">The table of members.</param>
/// <param name="service">Whom to ask for the tenants.</param>
/// <param name="here">This silo.</param>
/// <param name="time">The time.</param>
internal sealed class ClusterInfo(IGrainFactory grains, IReplicaClient replicas, IMembershipTable table, IAclService service, ILocalSiloDetails here, TimeProvider time) : IServerInfo
{
    /// <summary>How long a silo may take to tell: one that has just died is only missed after a while.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Most silos told of that have gone; the newest.</summary>
    public const int GoneShown = 20;

    private IManagementGrain Management => grains.GetGrain<IManagementGrain>(0);

    /// <inheritdoc/>
    public async ValueTask<ServerInfo> ReadAsync(CancellationToken cancellation = default)
    {
        // From the table itself: a grain that could tell it may have been on the silo that has just died.
        MembershipEntry[] members = [.. (await table.ReadAllAsync(cancellation).WaitAsync(Patience, time, cancellation)).Members.Select(m => m.Item1)];
        var (tenants, silent) = await TenantsAsync(cancellation);
        var revisions = tenants.ToDictionary(t => t.Tenant.Value, t => t.Revision);
        var gone = members.Where(m => m.Status == SiloStatus.Dead).OrderByDescending(Seen).Take(GoneShown);
        var silos = await Task.WhenAll(members.Where(m => m.Status != SiloStatus.Dead).OrderBy(m => m.SiloName, StringComparer.Ordinal).Concat(gone)
            .Select(m => ReadAsync(m, revisions, cancellation)));
        return new ServerInfo(ThisProcess.Read())
        {
            Tenants = [.. tenants.Select(t => new TenantLoad(t.Tenant.Value, t.Model, t.Revision))], Silos = silos, Silent = silent,
        };
    }

    private async Task<(IReadOnlyList<Requests.TenantInfo> Tenants, string? Silent)> TenantsAsync(CancellationToken cancellation)
    {
        try
        {
            return (await service.ListTenantsAsync(cancellation).AsTask().WaitAsync(Patience, time, cancellation), null);
        }
        catch (Exception e) when (e is TimeoutException or AclException)
        {
            return ([], $"the tenants could not be told: {e.Message}");
        }
    }

    private async Task<SiloInfo> ReadAsync(MembershipEntry member, Dictionary<string, long> revisions, CancellationToken cancellation)
    {
        var info = new SiloInfo(member.SiloAddress.ToParsableString(), member.SiloName ?? "", member.Status.ToString(), Utc(member.StartTime))
        {
            Host = member.HostName ?? "", IsThis = member.SiloAddress.Equals(here.SiloAddress), Seen = Utc(Seen(member)),
        };
        if (member.Status == SiloStatus.Dead) return info;
        try
        {
            var (report, statistics) = (replicas.ReportAsync(member.SiloAddress), Management.GetRuntimeStatistics([member.SiloAddress]));
            await Task.WhenAll(report, statistics).WaitAsync(Patience, time, cancellation);
            var its = (await statistics).FirstOrDefault();
            return info with
            {
                Report = (await report) is var said ? said with { Copies = [.. said.Copies.Select(c => Behind(c, revisions))] } : null,
                Activations = its?.ActivationCount, ProcessorLoad = its?.EnvironmentStatistics.FilteredCpuUsagePercentage,
            };
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return info with { Silent = $"it did not answer: {e.GetType().Name}" };
        }
    }

    /// <summary>Silos and tenants are asked one after the other: a copy may be newer than what was told of its tenant.</summary>
    private static TenantCopy Behind(TenantCopy copy, Dictionary<string, long> revisions) =>
        revisions.TryGetValue(copy.Tenant, out var newest) ? copy with { Behind = Math.Max(0, newest - copy.Revision) } : copy;

    /// <summary>When it last lived, or, once others have given it up, when that was.</summary>
    private static DateTime Seen(MembershipEntry member) =>
        (member.SuspectTimes ?? []).Select(s => s.Item2).Where(_ => member.Status == SiloStatus.Dead).Append(member.IAmAliveTime).Append(member.StartTime).Max();

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}

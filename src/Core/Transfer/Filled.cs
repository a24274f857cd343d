using OrleansAcl.Requests;

namespace OrleansAcl.Transfer;

/// <summary>
/// A tenant that an import fills, known by where its own changes have led: somebody else may have changed it, opened it, or removed it and made
/// another of its name, which is then not the import's to go on with, open or remove.
/// </summary>
internal sealed class Filled(IAclService service, TenantId tenant)
{
    private long _revision;

    /// <summary>The complaint that it is no longer the import's.</summary>
    public static AclException Lost(TenantId tenant) =>
        new(ErrorCodes.PreconditionFailed, $"tenant `{tenant}` was changed, opened or removed by somebody else while it was imported");

    /// <summary>Fills it further.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.PreconditionFailed"/> when it is no longer the import's.</exception>
    public async ValueTask<ApplyResult> ApplyAsync(ApplyRequest request, CancellationToken cancellation)
    {
        var result = await service.ApplyAsync(tenant, request, cancellation).ConfigureAwait(false);
        // Steps that change nothing lead nowhere; all others one revision on.
        if (result.Revision < _revision || result.Revision > _revision + 1) throw Lost(tenant);
        _revision = result.Revision;
        return result;
    }

    /// <summary>Whether it is still the import's.</summary>
    public async ValueTask<bool> IsThereAsync(CancellationToken cancellation) =>
        // A change whose answer was lost may have led one revision on.
        await service.GetTenantAsync(tenant, cancellation).ConfigureAwait(false) is { Importing: true } info && info.Revision >= _revision && info.Revision <= _revision + 1;
}

using OrleansAcl.Requests;

namespace OrleansAcl.Grains;

/// <summary>What a silo can answer by itself, from the copy that it keeps under a lease: an app that is a silo needs no call for it.</summary>
public interface ILocalChecks
{
    /// <summary>
    /// Answers a check if all that it needs is on this silo and leased, without waiting for anything. Nothing that was acknowledged before is
    /// missing from the answer (FRESH).
    /// </summary>
    /// <returns>Whether it did; otherwise the resource's grain is the one to ask.</returns>
    /// <exception cref="AclException">The check is malformed, or names what there is not.</exception>
    bool TryCheck(TenantId tenant, CheckRequest request, out Decision decision);

    /// <summary>The same for many checks, all answered of one version; if something is lacking for one, none is answered.</summary>
    /// <returns>Whether it did.</returns>
    bool TryCheckMany(TenantId tenant, IReadOnlyList<CheckRequest> requests, out Listed<CheckOutcome> outcomes);
}

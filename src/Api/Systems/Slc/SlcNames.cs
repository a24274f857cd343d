using OrleansAcl.Api.Http;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>Names in paths, which are ids too, with their slashes escaped.</summary>
internal static class SlcNames
{
    private const string Tenant = "tenant";

    /// <summary>How many segments come before a path below a tenant: <c>tenants</c> and its name.</summary>
    private const int BelowTenant = 2;

    /// <summary>The name in the path, decoded exactly once.</summary>
    /// <param name="call">The request.</param>
    /// <param name="index">The segment's number in the path that the hub has.</param>
    public static string Name(this AclCall call, int index) => call.Path[index + (call.Segment(Tenant) is null ? 0 : BelowTenant)];
}

using OrleansAcl.Api.Http;

namespace OrleansAcl.Api.Management;

/// <summary>The part of a path below a tenant's root: a collection, and what names one of its objects.</summary>
/// <param name="path">The whole path.</param>
internal readonly struct ObjectPath(RawPath path)
{
    /// <summary>The segments before: <c>tenants</c>, the tenant, <c>v1</c>.</summary>
    private const int Root = 3;

    /// <summary>A segment, decoded; the collection's own is 0.</summary>
    public string this[int index] => path[Root + index];

    /// <summary>All from a segment on, decoded, for ids that may be written with bare slashes.</summary>
    public string From(int index) => path.From(Root + index);
}

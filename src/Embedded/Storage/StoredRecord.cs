namespace OrleansAcl.Embedded.Storage;

/// <summary>One thing that is kept, and at the same time one write of it.</summary>
/// <param name="Tenant">The tenant it belongs to.</param>
/// <param name="Kind">What it is, for example <c>5-resource</c>; <see cref="Everything"/> is reserved.</param>
/// <param name="Key">Its id within tenant and kind.</param>
/// <param name="Body">Its content; null removes it.</param>
internal readonly record struct StoredRecord(string Tenant, string Kind, string Key, string? Body)
{
    /// <summary>The kind that stands for all kinds of a tenant.</summary>
    public const string Everything = "*";

    /// <summary>The write that removes all a tenant holds, in its place among other writes.</summary>
    public static StoredRecord RemoveTenant(string tenant) => new(tenant, Everything, "", null);

    /// <summary>Whether this write removes all the tenant holds.</summary>
    public bool RemovesTenant => Kind == Everything && Body is null;
}

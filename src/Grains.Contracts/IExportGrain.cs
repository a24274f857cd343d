namespace OrleansAcl.Grains;

/// <summary>One export under way. Keyed by the tenant, a slash and a name of its own; it has the tenant as it was in memory until its last page.</summary>
[Alias("acl.export")]
public interface IExportGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reads the tenant, which for a large one takes longer than a call may: whether all of it is there. Asked again until it is.
    /// </summary>
    [Alias("begin")]
    Task<ExportStart> BeginAsync();

    /// <summary>The lines of a page, as JSON; none after the last. Pages are asked for in order, the first one is 0.</summary>
    [Alias("page")]
    Task<ExportPage> PageAsync(int number);
}

/// <summary>How far the beginning of an export is, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("acl.export-start")]
public sealed record ExportStart(
    [property: Id(0)] bool Ready, [property: Id(1)] string? Code, [property: Id(2)] string? Message, [property: Id(3)] string? Place);

/// <summary>A page of an export, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("acl.export-page")]
public sealed record ExportPage(
    [property: Id(0)] string[]? Lines, [property: Id(1)] string? Code, [property: Id(2)] string? Message, [property: Id(3)] string? Place);

namespace OrleansAcl.Grains;

/// <summary>What a tenant's grain stores: its definition, how far it is, and the change that is being made.</summary>
[GenerateSerializer, Alias("acl.tenant-state")]
public sealed class TenantGrainState
{
    /// <summary>The definition's JSON; none when there is no such tenant.</summary>
    [Id(0)]
    public PagedText Definition { get; set; } = PagedText.None;

    /// <summary>Rises each time the tenant is made.</summary>
    [Id(1)]
    public long Life { get; set; }

    /// <summary>The newest change.</summary>
    [Id(2)]
    public long Version { get; set; }

    /// <summary>Where the tenant's own clock stands; null is the real time.</summary>
    [Id(3)]
    public string? Clock { get; set; }

    /// <summary>
    /// What the newest change writes, as JSON. Stored before any entity is, so that a change once begun is always finished: by this
    /// activation, or by the next one, which does it again.
    /// </summary>
    [Id(4)]
    public PagedText Intent { get; set; } = PagedText.None;

    /// <summary>Which activation speaks for the tenant: the one that was first to write its name here.</summary>
    [Id(5)]
    public string Holder { get; set; } = "";

    /// <summary>Whether that activation has ended in order, with no lease of its own left.</summary>
    [Id(6)]
    public bool Released { get; set; }

    /// <summary>Lives that are over and have left something in the store.</summary>
    [Id(7)]
    public Leftover[] Leftovers { get; set; } = [];

    /// <summary>
    /// Up to which version the rosters of what mentions whom have been kept. A program that does not know of them leaves it out, and they count no more.
    /// </summary>
    [Id(8)]
    public long Mentions { get; set; }

    /// <summary>How much is stored, by the names of indexes.</summary>
    [Id(9)]
    public Dictionary<string, long> Counts { get; set; } = [];

    /// <summary>
    /// Up to which version <see cref="Counts"/> have been kept. A program that does not know of them leaves it out, and they count no more, until the
    /// model is changed the next time: then all is read.
    /// </summary>
    [Id(10)]
    public long Counted { get; set; }
}

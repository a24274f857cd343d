using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>What a tenant is to be.</summary>
public sealed record TenantDefinition
{
    /// <summary>The name of a built-in model; exactly one of this and <see cref="ModelFile"/>.</summary>
    public string? Model { get; init; }

    /// <summary>The text of a model file.</summary>
    public string? ModelFile { get; init; }

    /// <summary>The model's settings, a mapping; left out ones have the model's defaults.</summary>
    public Node? Settings { get; init; }

    /// <summary>A clock of the tenant's own, which stands still but for <c>clock</c> steps; null is the real time. For tests.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>
    /// A tenant that is being filled: changes can be made, everything else is <see cref="ErrorCodes.UnknownTenant"/> until the same definition
    /// is put without this. A tenant that is there already cannot be begun to be filled: <see cref="ErrorCodes.TenantExists"/>.
    /// </summary>
    public bool Importing { get; init; }
}

/// <summary>What a tenant is.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Model">Its model's name.</param>
/// <param name="Settings">Its settings, defaults filled in.</param>
/// <param name="Clock">Where its own clock stands; null is the real time.</param>
/// <param name="Revision">Rises with every applied change.</param>
public sealed record TenantInfo(TenantId Tenant, string Model, Node Settings, DateTimeOffset? Clock, long Revision)
{
    /// <summary>The resource types that can be asked about, in the model's order.</summary>
    public IReadOnlyList<TypeInfo> Types { get; init; } = [];

    /// <summary>The kinds of documents its model has, for example <c>role</c> and <c>policy</c>.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>By what rights on single resources are given.</summary>
    public SharingInfo Sharing { get; init; } = new();

    /// <summary>How many objects it has stored; null where that is not known, as in the answer to a change of its model.</summary>
    public ObjectCounts? Counts { get; init; }

    /// <summary>Whether it is still being filled, see <see cref="TenantDefinition.Importing"/>.</summary>
    public bool Importing { get; init; }

    /// <summary>The text of its model file; null for a built-in model.</summary>
    public string? ModelFile { get; init; }

    /// <summary>The number of its model's version, see <see cref="Requests.ModelVersion"/>.</summary>
    public long ModelVersion { get; init; } = 1;
}

/// <summary>A resource type as its users see it.</summary>
/// <param name="Name">Its canonical name.</param>
/// <param name="Actions">The actions that can be done on one; for an open type those the model names.</param>
/// <param name="Creation">The action that makes one, if it has one; it is no action on something that exists.</param>
/// <param name="Open">Whether other actions may be asked too.</param>
public sealed record TypeInfo(string Name, IReadOnlyList<string> Actions, string? Creation, bool Open)
{
    /// <summary>The action that whoever may do it is shown that such a resource is there; null for any action.</summary>
    public string? ShownBy { get; init; }

    /// <summary>Who may do everything with resources of it.</summary>
    public AdministratorInfo Administrators { get; init; } = AdministratorInfo.None;
}

/// <summary>How many objects a tenant has stored, exactly.</summary>
/// <param name="Kinds">By kind, as in <see cref="ObjectRef"/>: users, groups, and the kinds of documents its model has.</param>
/// <param name="Types">Resources by type, in the model's order.</param>
public sealed record ObjectCounts(IReadOnlyDictionary<string, long> Kinds, IReadOnlyDictionary<string, long> Types);

using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;

namespace OrleansAcl.Web.Permissions;

/// <summary>A role bound to somebody.</summary>
/// <param name="Id">What the binding is found by.</param>
/// <param name="ETag">Its tag.</param>
/// <param name="Role">The role.</param>
/// <param name="To">Who has it.</param>
/// <param name="Terms">When it counts, in words; empty for always.</param>
public sealed record BoundView(string Id, string ETag, string Role, string To, string Terms)
{
    /// <summary>Whether it is to be taken away.</summary>
    public bool IsRemoved { get; init; }
}

/// <summary>The roles bound in the namespace of a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Here">Those bound in it.</param>
/// <param name="Everywhere">Those bound in every namespace.</param>
public sealed record RolesView(StoredObject Resource, string Namespace, IReadOnlyList<BoundView> Here, IReadOnlyList<BoundView> Everywhere) : DialogView(Resource)
{
    /// <summary>Whether there are more than were looked at.</summary>
    public bool AreMore { get; init; }

    /// <summary>What is typed for another binding: role and to.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>When that is to count.</summary>
    public TermFields Terms { get; init; } = TermFields.None;

    /// <summary>The roles to choose from.</summary>
    public Choices Roles { get; init; } = Choices.None;

    /// <summary>Whether the caller may try changes; the model says which hold.</summary>
    public bool MayChange { get; init; }
}

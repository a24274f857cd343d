using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>What is searched for among resources, as it was typed.</summary>
/// <param name="Text">In the id or the name.</param>
/// <param name="Type">The type.</param>
/// <param name="Owner">The owner; without a type it is a user.</param>
/// <param name="Parent">What they lie in directly.</param>
/// <param name="Namespace">The namespace they are in.</param>
public sealed record ResourceSearch(string? Text, string? Type, string? Owner, string? Parent, string? Namespace)
{
    /// <summary>What a request searches for.</summary>
    internal static ResourceSearch Of(PageCall call) =>
        new(call.Query("q"), call.Query("type"), call.Query("owner"), call.Query("parent"), call.Query("namespace"));

    /// <summary>Whether it searches for anything.</summary>
    public bool IsEmpty => this == new ResourceSearch(null, null, null, null, null);

    /// <summary>The query of the same search, at a place in what was found.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query(string? after = null) =>
        [("q", Text), ("type", Type), ("owner", Owner), ("parent", Parent), ("namespace", Namespace), ("after", after)];

    /// <summary>What is asked for it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for an owner that is none.</exception>
    internal BrowseRequest Request(string? after, int limit) => new(ObjectRef.Resource)
    {
        Text = Text, Type = Type, Subject = Owner is null ? null : OwnerOf(Owner), Parent = Parent, Namespace = Namespace, After = after, Limit = limit,
    };

    private static SubjectRef OwnerOf(string owner)
    {
        try
        {
            return owner.Contains(':') ? SubjectRef.Parse(owner) : new SubjectRef(SubjectRef.User, owner);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, "owner", e);
        }
    }
}

namespace OrleansAcl;

/// <summary>
/// What one stored object is found by. A user, group, document or key is found by its id, a resource and its access list by the
/// resource's reference, and what ties two things together by the JSON list of what it ties: a membership by group and member, a binding by
/// kind and id of the set, subject and namespace (or null), a grant by resource and holder.
/// </summary>
/// <param name="Kind">One of the constants, or a kind of document the model has: <c>role</c>, <c>policy</c>, <c>policy_collection</c>.</param>
/// <param name="Id">Its id among those of its kind.</param>
public readonly record struct ObjectRef(string Kind, string Id)
{
    /// <summary>A user.</summary>
    public const string User = "user";

    /// <summary>A group, without its members.</summary>
    public const string Group = "group";

    /// <summary>A role, whether its model keeps it as a document or as levels.</summary>
    public const string Role = "role";

    /// <summary>A resource, without its access list.</summary>
    public const string Resource = "resource";

    /// <summary>The access list of a resource.</summary>
    public const string Acl = "acl";

    /// <summary>A key to the HTTP API.</summary>
    public const string ApiKey = "api_key";

    /// <summary>That somebody is in a group.</summary>
    public const string Member = "member";

    /// <summary>That a role or policy is attached to somebody.</summary>
    public const string Binding = "binding";

    /// <summary>That somebody was granted a level.</summary>
    public const string Grant = "grant";

    /// <summary>The tenant's own clock, of which there is one; only changes name it.</summary>
    public const string Clock = "clock";

    /// <summary>The tenant's model and settings, of which there is one; only changes name it.</summary>
    public const string Model = "model";

    /// <inheritdoc/>
    public override string ToString() => Id.Length == 0 ? Kind : $"{Kind} `{OrleansAcl.References.Shown(Id)}`";
}

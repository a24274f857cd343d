using System.Collections.Concurrent;
using System.Collections.Frozen;
using OrleansAcl.Conditions;
using OrleansAcl.Documents;
using OrleansAcl.Operations;
using OrleansAcl.Requests;

namespace OrleansAcl.Models;

/// <summary>
/// What a model file says: which resource types exist, their actions, how each decides, which operations there are, and who may change
/// what. The engine knows nothing else about a system.
/// </summary>
public sealed class Model
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The text of the model file.</summary>
    public required string Source { get; init; }

    /// <summary>Every type, internal ones too.</summary>
    public IReadOnlyList<ResourceType> AllTypes { get; internal set; } = [];

    /// <summary>The types that can be asked about.</summary>
    public IEnumerable<ResourceType> Types => AllTypes.Where(t => t.Reach == Reach.Asked);

    /// <summary>The settings with their defaults, a mapping.</summary>
    public Node Settings { get; init; } = Node.Map();

    internal FrozenDictionary<string, ResourceType> TypesByName { get; set; } = FrozenDictionary<string, ResourceType>.Empty;

    internal FrozenDictionary<string, ulong> ActionBits { get; init; } = FrozenDictionary<string, ulong>.Empty;

    /// <summary>What the model declares of facts that conditions speak of.</summary>
    internal FactTypes Facts { get; init; } = FactTypes.Open;

    /// <summary>A condition over the model's facts; one that many things are given under is kept once.</summary>
    /// <exception cref="AclException">When the text is none; without a place.</exception>
    internal Expression Condition(string text)
    {
        if (_conditions.TryGetValue(text, out var known)) return known;
        var condition = Expression.Parse(text, Facts);
        if (_conditions.Count < AclLimits.ConditionsKept) _conditions[text] = condition;
        return condition;
    }

    private readonly ConcurrentDictionary<string, Expression> _conditions = new(StringComparer.Ordinal);

    /// <summary>Whether a rung speaks only when something holds.</summary>
    internal bool HasConditions { get; set; }

    /// <summary>Whether when a rung speaks hangs on the time.</summary>
    internal bool ReadsClock { get; set; }

    /// <summary>Whether types and actions are compared without regard to case.</summary>
    internal bool IgnoresCase { get; init; }

    internal FrozenDictionary<string, Operation> Operations { get; set; } = FrozenDictionary<string, Operation>.Empty;

    /// <summary>Per event, or <c>verb.*</c> or <c>*</c>, the checks a change must pass.</summary>
    internal FrozenDictionary<string, Operation> Guards { get; set; } = FrozenDictionary<string, Operation>.Empty;

    /// <summary>Per document verb, the format that reads it.</summary>
    internal FrozenDictionary<string, IDocumentFormat> Documents { get; init; } = FrozenDictionary<string, IDocumentFormat>.Empty;

    internal PrincipalRules Principals { get; init; } = new();

    internal AclRules? Acl { get; init; }

    internal LevelRules? Levels { get; init; }

    internal UriRules? Uris { get; init; }

    internal ICommandLine? Commands { get; init; }

    /// <summary>What <c>grant</c> and <c>revoke</c> change.</summary>
    internal GrantTarget Grants { get; init; }

    /// <summary>By what rights on single resources are given, as its users see it.</summary>
    internal SharingInfo Sharing => new()
    {
        Lists = Acl is { } lists ? new ListRules(lists.AllWord, lists.NamedFirst, lists.Complete) : null,
        Levels = Levels is { } levels && Grants == GrantTarget.Levels
            ? new GrantedLevels(levels.Order, [.. levels.Grantable.Select(level => levels.Order[level])], levels.Order[levels.Default], levels.RoleType)
            : null,
        Binds = Principals.Binds.ToDictionary(kind => kind.Key, IReadOnlyList<string> (kind) => kind.Value),
    };

    /// <summary>The type of a name, as far as the one who names it may reach.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownType"/>.</exception>
    internal ResourceType Type(string name, Reach reach = Reach.Asked) => TypesByName.TryGetValue(name, out var type) && type.Reach <= reach
        ? type
        : throw new AclException(ErrorCodes.UnknownType, $"model `{Name}` has no type `{References.Shown(name)}`; expected one of {TypeList}");

    private string TypeList => string.Join(", ", Types.Select(t => t.Name));

    /// <summary>The type and the canonical form of a resource as written or as given.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownType"/>, or <see cref="ErrorCodes.InvalidDocument"/> for a malformed URI.</exception>
    internal (ResourceType Type, ResourceRef Ref) Resolve(ResourceRef written, Node settings, Reach reach = Reach.Asked)
    {
        if (Uris is { } uris && TypesByName.GetValueOrDefault(written.Type) is not { Reach: Reach.Internal }) return uris.Resolve(this, written, settings, reach);
        var type = Type(written.Type, reach);
        return (type, written.IsWritten || !ReferenceEquals(written.Type, type.Name) ? ResourceRef.Plain(type.Name, written.Id) : written);
    }

    /// <summary>The canonical name and the bit of an action of a type.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownAction"/>.</exception>
    internal (string Name, ulong Bit) Action(ResourceType type, string action)
    {
        if (type.ActionsByName.TryGetValue(action, out var known)) return known;
        if (type.OpenActions && action.Length > 0) return (action, ActionBits.GetValueOrDefault(action));
        throw new AclException(ErrorCodes.UnknownAction,
            $"type `{type.Name}` has no action `{References.Shown(action)}`; expected one of {string.Join(", ", type.Actions)}");
    }

    /// <summary>The bits of assignable actions; the model's word for all stands for all of the type.</summary>
    internal ulong Bits(ResourceType type) => type.Actions.Aggregate(0UL, (bits, a) => bits | ActionBits[a]);

    /// <summary>Refuses subjects that cannot be in this model.</summary>
    internal void RequireSubject(SubjectRef subject)
    {
        if (subject.Type == SubjectRef.Group && !Principals.Groups)
            throw new AclException(ErrorCodes.UnknownType, $"model `{Name}` has no groups, so `{subject}` cannot be");
        if (subject.Type is not (SubjectRef.User or SubjectRef.Group or SubjectRef.Role))
            throw new AclException(ErrorCodes.UnknownType, $"`{References.Shown(subject.Type)}` is not a type of subject; expected user, group or role");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What <c>grant</c> and <c>revoke</c> change in a model.</summary>
internal enum GrantTarget : byte
{
    /// <summary>Nothing; they are refused.</summary>
    None,

    /// <summary>The resource's access list.</summary>
    Acl,

    /// <summary>The document of the role they name.</summary>
    Role,

    /// <summary>The subject's levels.</summary>
    Levels,
}

/// <summary>How a model treats principals.</summary>
internal sealed record PrincipalRules
{
    /// <summary>Whether there are groups.</summary>
    public bool Groups { get; init; } = true;

    /// <summary>Whether roles named in a token replace those of the groups too, not only the direct ones.</summary>
    public bool TokenRolesReplaceAll { get; init; }

    /// <summary>Roles that exist without being stored.</summary>
    public IReadOnlyList<string> BuiltInRoles { get; init; } = [];

    /// <summary>Per kind of permission set, the subject types it may be bound to.</summary>
    public IReadOnlyDictionary<string, string[]> Binds { get; init; } = new Dictionary<string, string[]>();
}

/// <summary>How a model reads access lists.</summary>
/// <param name="AllWord">The word that stands for every action.</param>
/// <param name="NamedFirst">Whether within one subject an action named goes before that word.</param>
/// <param name="Complete">Whether people fill lists in as forms, in which an empty box denies.</param>
internal sealed record AclRules(string AllWord, bool NamedFirst, bool Complete);

using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>The scope and code that a policy, collection or role is known by.</summary>
internal readonly record struct LusidKey
{
    private const string DefaultScope = "default";

    /// <summary>A scope, the default one when left out, and a code.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a scope with a slash, which would be another's id.</exception>
    public LusidKey(string? scope, string code)
    {
        (Scope, Code) = (string.IsNullOrEmpty(scope) ? DefaultScope : scope, code);
        if (Scope.Contains('/')) throw new AclException(ErrorCodes.InvalidDocument, "a scope has no `/`", "scope");
    }

    /// <summary>The scope.</summary>
    public string Scope { get; }

    /// <summary>The code.</summary>
    public string Code { get; }

    /// <summary>Whether the scope is the default one, the only one of roles.</summary>
    public bool IsDefault => Scope == DefaultScope;

    /// <summary>The id it is stored by: the code, before it the scope unless that is the default one.</summary>
    public string Id => IsDefault && !Code.Contains('/') ? Code : $"{Scope}/{Code}";

    /// <summary>Reads the members <c>scope</c> and <c>code</c> of a mapping, whatever else it holds.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member.</exception>
    public static LusidKey Read(Node node) => new(node["scope"]?.AsName(), node.Require("code").AsName());

    /// <summary>As it is written.</summary>
    public Node Write() => Node.Map(("scope", Node.Of(Scope)), ("code", Node.Of(Code)));
}

namespace OrleansAcl.Operations;

/// <summary>A named task of a model: the checks it needs and how it filters what it returns. Data from the model file.</summary>
internal sealed record Operation
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it takes.</summary>
    public IReadOnlyList<OperationArgument> Arguments { get; init; } = [];

    /// <summary>Arguments of which exactly one must be given; empty for no such rule.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>The check that comes first; when it fails nothing else is asked.</summary>
    public OperationCheck? Gate { get; init; }

    /// <summary>The checks that must all pass.</summary>
    public IReadOnlyList<OperationCheck> Checks { get; init; } = [];

    /// <summary>How items are filtered; null keeps them all.</summary>
    public ItemRule? Items { get; init; }

    /// <summary>The code of the error that a refusal is to look like; null for a plain deny.</summary>
    public string? RefusedAs { get; init; }

    /// <summary>Whether checks are asked without a namespace unless they say otherwise.</summary>
    public bool WithoutNamespace { get; init; }
}

/// <summary>An argument of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">A resource type's name, or one of the other <see cref="ArgumentKind"/>s.</param>
/// <param name="Optional">Whether it may be left out.</param>
/// <param name="IsList">Whether it is a list of such values.</param>
/// <param name="Default">Where it is taken from when left out.</param>
internal sealed record OperationArgument(string Name, string Kind, bool Optional, bool IsList, Template? Default);

/// <summary>Kinds of arguments that are no resource.</summary>
internal static class ArgumentKind
{
    /// <summary>A bare name: not empty, without a leading slash.</summary>
    public const string Name = "name";

    /// <summary>Any text.</summary>
    public const string Text = "text";

    /// <summary>A user's reference.</summary>
    public const string User = "user";

    /// <summary>A user's or group's reference.</summary>
    public const string Subject = "subject";

    /// <summary>Any resource.</summary>
    public const string Resource = "resource";

    /// <summary>A mapping with <c>uri</c> (of the type named after the colon) and <c>readOnly</c>.</summary>
    public const string Mount = "mount";
}

/// <summary>One check of an operation.</summary>
internal sealed record OperationCheck
{
    /// <summary>The action; may hold places.</summary>
    public required Template Action { get; init; }

    /// <summary>The resource.</summary>
    public required Template Resource { get; init; }

    /// <summary>What the resource would be created under.</summary>
    public Template? Parent { get; init; }

    /// <summary>How the namespace is found.</summary>
    public NamespaceRule? Namespace { get; init; }

    /// <summary>Entries put over the context.</summary>
    public Documents.Node? Context { get; init; }

    /// <summary>The list argument it is asked of each item of, or <c>items</c>; the item is <c>{it}</c>.</summary>
    public string? Each { get; init; }

    /// <summary>It is asked only when all hold.</summary>
    public IReadOnlyList<OperationCondition> If { get; init; } = [];

    /// <summary>It is not asked when all hold; empty for never.</summary>
    public IReadOnlyList<OperationCondition> Unless { get; init; } = [];

    /// <summary>Other checks, any of which will do instead.</summary>
    public IReadOnlyList<OperationCheck> Or { get; init; } = [];

    /// <summary>What <c>missing</c> says instead of the check itself.</summary>
    public Template? Report { get; init; }

    /// <summary>Whether its failure stays out of <c>missing</c>.</summary>
    public bool Silent { get; init; }
}

/// <summary>How an operation's check finds its namespace.</summary>
/// <param name="Kind">Which of the rules.</param>
/// <param name="Value">For <see cref="NamespaceKind.Named"/>, the namespace.</param>
internal sealed record NamespaceRule(NamespaceKind Kind, Template? Value = null)
{
    /// <summary>Asked without one.</summary>
    public static readonly NamespaceRule None = new(NamespaceKind.None);
}

/// <summary>The rules a namespace is found by.</summary>
internal enum NamespaceKind : byte
{
    /// <summary>The operation's, or else the stored one of the resource asked about. The rule for arguments.</summary>
    Given,

    /// <summary>The stored one of the resource, or else the operation's. The rule for items.</summary>
    Item,

    /// <summary>None, even if the operation or the resource has one.</summary>
    None,

    /// <summary>The stored one, also when that is none; the operation's only for a resource that is not stored.</summary>
    Stored,

    /// <summary>The one the operation's first check was asked in.</summary>
    Same,

    /// <summary>A template's value; without a value as <see cref="Same"/>.</summary>
    Named,
}

/// <summary>Whether two values are the same, one speaks for the caller, or a value is there.</summary>
/// <param name="Left">A value.</param>
/// <param name="Test">How it is looked at.</param>
/// <param name="Right">The value it is compared with.</param>
internal sealed record OperationCondition(Template Left, ConditionTest Test, Template? Right);

/// <summary>The tests of an <see cref="OperationCondition"/>.</summary>
internal enum ConditionTest : byte
{
    /// <summary>There is a value, and it is not <c>false</c>.</summary>
    Holds,

    /// <summary>Both have the same value.</summary>
    Is,

    /// <summary>They have different values.</summary>
    IsNot,

    /// <summary>It is the caller or one of the groups he is in, nested ones too.</summary>
    InCaller,
}

/// <summary>How an operation's items are filtered.</summary>
internal sealed record ItemRule
{
    /// <summary>The types an item may have; empty for any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>An item stays only if all hold.</summary>
    public IReadOnlyList<OperationCondition> Keep { get; init; } = [];

    /// <summary>An item for which all hold stays unchecked; empty for none.</summary>
    public IReadOnlyList<OperationCondition> Unless { get; init; } = [];

    /// <summary>An item stays only if all pass.</summary>
    public IReadOnlyList<OperationCheck> Checks { get; init; } = [];
}

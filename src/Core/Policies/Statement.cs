using OrleansAcl.Selectors;

namespace OrleansAcl.Policies;

/// <summary>Allow or deny.</summary>
public enum Effect : byte
{
    /// <summary>Gives.</summary>
    Allow,

    /// <summary>Takes.</summary>
    Deny,
}

/// <summary>The actions a statement names: bits of the model's declared actions, and names outside them for open types.</summary>
/// <param name="Bits">One bit a declared action.</param>
/// <param name="All">Every action, also undeclared ones.</param>
/// <param name="Others">Undeclared actions by name.</param>
public readonly record struct ActionSet(ulong Bits, bool All, string[] Others)
{
    /// <summary>Every action.</summary>
    public static readonly ActionSet Every = new(ulong.MaxValue, true, []);

    /// <summary>These declared actions.</summary>
    public static ActionSet Of(ulong bits) => new(bits, false, []);

    /// <summary>Whether it holds an action, given by its bit or, where that is 0, by its name.</summary>
    public bool Holds(ulong bit, string name) => All || (Bits & bit) != 0 || (bit == 0 && Others.AsSpan().Contains(name));
}

/// <summary>One rule of a permission set.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Type">The resource type it speaks of.</param>
/// <param name="Actions">The actions it speaks of.</param>
/// <param name="Selector">The resources it speaks of.</param>
/// <param name="When">What must hold of the resource's properties besides; null for nothing.</param>
public sealed record Statement(Effect Effect, string Type, ActionSet Actions, Selector Selector, Func<Documents.Node?, bool>? When = null);

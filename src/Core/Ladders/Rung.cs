using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>What a rung has to say.</summary>
internal enum Opinion : byte
{
    /// <summary>Nothing; the next rung is asked.</summary>
    None,

    /// <summary>Allow.</summary>
    Allow,

    /// <summary>Deny.</summary>
    Deny,
}

/// <summary>
/// One step of a ladder. A rung never sees another rung; it is asked only about the types and actions its author limited it to.
/// Asking allocates nothing: what it rests on is handed out as it lies in the state.
/// </summary>
internal abstract class Rung
{
    /// <summary>Its name in explanations, unique in its model.</summary>
    public required string Name { get; init; }

    /// <summary>The declared actions it speaks of.</summary>
    public ulong Actions { get; init; } = ulong.MaxValue;

    /// <summary>Whether it speaks of the undeclared actions of open types too; a rung limited to named actions does not.</summary>
    public bool UndeclaredActions { get; init; } = true;

    /// <summary>Whether it speaks of an action.</summary>
    public bool SpeaksOf(in Question question) => SpeaksOf(question.Bit);

    /// <summary>Whether it speaks of the action with a bit.</summary>
    public bool SpeaksOf(ulong bit) => bit == 0 ? UndeclaredActions : (Actions & bit) != 0;

    /// <summary>Its opinion, and the statement it rests on.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="because">The statement; set whenever there is an opinion.</param>
    /// <param name="via">What <see cref="IReason.Describe"/> is to be told besides.</param>
    public abstract Opinion Ask(in Question question, out IReason? because, out object? via);

    /// <summary>What it looked at, for people; the opinion itself is told by its caller.</summary>
    public virtual IReadOnlyList<string> Looked(in Question question) => [];

    /// <summary>Names all the resources that it may allow the subject of a list, at whatever time and under whatever condition; and more, if that is easier.</summary>
    public abstract void Propose(Candidates candidates);
}

/// <summary>A reason that is only a text.</summary>
internal sealed class Because(string text) : IReason
{
    /// <inheritdoc/>
    public string Describe(object? via) => via is null ? text : string.Format(System.Globalization.CultureInfo.InvariantCulture, text, via);
}

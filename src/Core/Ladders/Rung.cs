using OrleansAcl.Conditions;
using OrleansAcl.Explaining;
using OrleansAcl.Lists;

namespace OrleansAcl.Ladders;

/// <summary>
/// What a rung has to say; several at once is what it may have to say, depending on facts that the question does not give.
/// </summary>
[Flags]
internal enum Opinion : byte
{
    /// <summary>Nothing; the next rung is asked.</summary>
    None = 1,

    /// <summary>Allow.</summary>
    Allow = 2,

    /// <summary>Deny.</summary>
    Deny = 4,
}

/// <summary>What an opinion rests on, put down by the rung that has it; and whatever facts it would need to be sure.</summary>
internal struct Grounds
{
    /// <summary>The statement it rests on; set whenever the opinion is sure, and more than nothing.</summary>
    public IReason? Because;

    /// <summary>What <see cref="IReason.Describe"/> is to be told besides.</summary>
    public object? Via;

    /// <summary>The facts that were lacking.</summary>
    public Needs Needs;

    /// <summary>Puts down a statement, and says the opinion again.</summary>
    public Opinion Rest(Opinion opinion, IReason because, object? via)
    {
        (Because, Via) = (because, via);
        return opinion;
    }
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

    /// <summary>What must hold for it to speak at all; null for nothing.</summary>
    public Expression? When { get; init; }

    /// <summary>Its opinion, and the statement it rests on.</summary>
    public Opinion Ask(in Question question, ref Grounds grounds)
    {
        var opinion = Judge(question, ref grounds);
        // Where it has nothing to say, nothing need be known.
        if (When is null || opinion == Opinion.None) return opinion;
        return When.Evaluate(question.Facts, ref grounds.Needs) switch
        {
            Verdict.True => opinion,
            Verdict.False => Opinion.None,
            _ => opinion | Opinion.None,
        };
    }

    /// <summary>Its opinion when it speaks.</summary>
    protected abstract Opinion Judge(in Question question, ref Grounds grounds);

    /// <summary>What it looked at, for people; the opinion itself is told by its caller.</summary>
    public virtual IReadOnlyList<ExplanationNode> Looked(in Question question) => [];

    /// <summary>How its opinion follows from what is stored, once it is sure.</summary>
    /// <param name="question">What it was asked.</param>
    /// <param name="opinion">Allow or deny.</param>
    /// <param name="grounds">What it put down.</param>
    /// <param name="trail">Takes the links.</param>
    public virtual void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail) =>
        trail.Add(LinkKinds.Rule, null, grounds.Because!.Describe(grounds.Via));

    /// <summary>Names all the resources that it may allow the subject of a list, at whatever time and under whatever condition; and more, if that is easier.</summary>
    public abstract void Propose(Candidates candidates);
}

/// <summary>A reason that is only a text.</summary>
internal sealed class Because(string text) : IReason
{
    /// <inheritdoc/>
    public string Describe(object? via) => via is null ? text : string.Format(System.Globalization.CultureInfo.InvariantCulture, text, via);
}

using OrleansAcl.Ladders;

namespace OrleansAcl;

/// <summary>Something that can decide and can say so: an entry, a statement, an owner.</summary>
public interface IReason
{
    /// <summary>One line for people, naming the statement and how it reached the subject.</summary>
    /// <param name="via">What the rung that decided had to say besides.</param>
    string Describe(object? via);

    /// <summary>The same with the rung before it. What decides often may keep the line.</summary>
    /// <param name="rung">The rung that decided.</param>
    /// <param name="via">What it had to say besides.</param>
    string Line(string rung, object? via) => $"{rung}: {Describe(via)}";
}

/// <summary>
/// An answer, and what it rests on. A denial is a value like an allowance; so is a question left undecided because it did not say enough, which is
/// never an allowance. Whatever else kept it from being answered is an <see cref="AclException"/> instead. Making an answer allocates nothing.
/// </summary>
public readonly struct Decision
{
    private readonly object? _source;
    private readonly object? _via;
    private readonly string? _rung;

    private Decision(bool allowed, string rung, object? source, object? via)
    {
        Allowed = allowed;
        _rung = rung;
        _source = source;
        _via = via;
    }

    /// <summary>Whether the subject may. Never while the question is undecided.</summary>
    public bool Allowed { get; }

    /// <summary>Whether the answer hangs on facts that the question did not give; see <see cref="Needs"/>.</summary>
    public bool Undecided => Needs.Count > 0;

    /// <summary>The answer in a word: <c>allow</c>, <c>deny</c> or <c>undecided</c>.</summary>
    public string Verdict => Allowed ? "allow" : Undecided ? "undecided" : "deny";

    /// <summary>
    /// The facts that were lacking, such as <c>context.ip</c> or <c>resource.properties.status</c>, with the type wanted behind it in parentheses where one was given
    /// that is of another; empty when the question is decided.
    /// </summary>
    public IReadOnlyList<string> Needs => (_via as Lack)?.Needs ?? [];

    /// <summary>The rung that decided, or <c>default</c> when none had an opinion.</summary>
    public string Rung => _rung ?? "default";

    /// <summary>One line for people: the rung and the statement that decided.</summary>
    public string Reason => _source switch
    {
        IReason reason => reason.Line(Rung, _via),
        string text => text,
        _ => "default: no rung had an opinion",
    };

    /// <summary>No change of the tenant up to this revision is missing from the answer.</summary>
    public long Revision { get; init; }

    /// <summary>FAIL-CLOSED: no rung had an opinion.</summary>
    public static Decision Default => default;

    /// <summary>Decided by a rung, because of something; nothing is worked out until <see cref="Reason"/> is read.</summary>
    internal static Decision By(bool allowed, string rung, IReason because, object? via) => new(allowed, rung, because, via);

    /// <summary>A decision made elsewhere, with its whole reason as text.</summary>
    public static Decision Made(bool allowed, string rung, string reason) => new(allowed, rung, reason, null);

    /// <summary>Left undecided by a rung for want of facts.</summary>
    internal static Decision Lacking(string rung, IReadOnlyList<string> needs) => By(false, rung, Lack.Reason, new Lack(needs));

    /// <summary>A question left undecided elsewhere, with its whole reason as text.</summary>
    public static Decision MadeUndecided(string rung, string reason, IReadOnlyList<string> needs) => new(false, rung, reason, new Lack(needs));

    /// <summary>What is lacking, and that it is.</summary>
    private sealed record Lack(IReadOnlyList<string> Needs)
    {
        public static readonly IReason Reason = new Because("undecided, needs {0}");

        public override string ToString() => string.Join(", ", Needs);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Verdict} ({Reason})";
}

namespace OrleansAcl;

/// <summary>Something that can decide and can say so: an entry, a statement, an owner.</summary>
public interface IReason
{
    /// <summary>One line for people, naming the statement and how it reached the subject.</summary>
    string Describe();
}

/// <summary>
/// An answer, and what it rests on. A denial is a value like an allowance; whatever kept the question from being answered is an
/// <see cref="AclException"/> instead. Making one allocates nothing.
/// </summary>
public readonly struct Decision
{
    private readonly object? _source;

    private Decision(bool allowed, string? rung, object? source)
    {
        Allowed = allowed;
        Rung = rung ?? "default";
        _source = source;
    }

    /// <summary>Whether the subject may.</summary>
    public bool Allowed { get; }

    /// <summary>The rung that decided, or <c>default</c> when none had an opinion.</summary>
    public string Rung { get; }

    /// <summary>One line for people: the statement that decided.</summary>
    public string Reason => _source switch
    {
        IReason reason => $"{Rung}: {reason.Describe()}",
        string text => text,
        _ => "default: no rung had an opinion",
    };

    /// <summary>Allowed by a rung, because of something.</summary>
    public static Decision Allow(string rung, IReason? because) => new(true, rung, (object?)because ?? rung);

    /// <summary>Denied by a rung, because of something.</summary>
    public static Decision Deny(string rung, IReason? because) => new(false, rung, (object?)because ?? rung);

    /// <summary>FAIL-CLOSED: no rung had an opinion.</summary>
    public static Decision Default => new(false, "default", null);

    /// <summary>A decision made elsewhere, with its reason as text.</summary>
    public static Decision Made(bool allowed, string rung, string reason) => new(allowed, rung, reason);

    /// <inheritdoc/>
    public override string ToString() => $"{(Allowed ? "allow" : "deny")} ({Reason})";
}

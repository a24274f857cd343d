using OrleansAcl.Requests;

namespace OrleansAcl.Grains;

/// <summary>
/// The answer to a check on its way back: to a caller on the same silo as it was decided, its reason still to be worked out; over the wire as text.
/// </summary>
/// <param name="Outcome">The decision, or the error that kept it from being made.</param>
/// <param name="Busy">Whether a resource's grain says that it is asked so often that callers should ask any silo for a while.</param>
[Immutable, Alias("acl.check-answer")]
public readonly record struct CheckAnswer(CheckOutcome Outcome, bool Busy)
{
    /// <summary>A decision.</summary>
    public static CheckAnswer Of(Decision decision, bool busy = false) => new(new CheckOutcome(decision, null), busy);

    /// <summary>Why there is none.</summary>
    public static CheckAnswer Of(AclException error) => new(new CheckOutcome(default, error), false);

    [RegisterConverter]
    internal sealed class Converter : IConverter<CheckAnswer, OutcomeFields>
    {
        public CheckAnswer ConvertFromSurrogate(in OutcomeFields surrogate) => new(surrogate.Read(), surrogate.Busy);

        public OutcomeFields ConvertToSurrogate(in CheckAnswer value) => OutcomeFields.Of(value.Outcome) with { Busy = value.Busy };
    }
}

/// <summary>The answers to many checks on their way back, likewise.</summary>
/// <param name="Outcomes">One each, all of one version of the tenant; null when there are none.</param>
/// <param name="Error">What kept all of them from being asked; null when they were.</param>
[Immutable, Alias("acl.check-answers")]
public readonly record struct CheckAnswers(Listed<CheckOutcome>? Outcomes, AclException? Error)
{
    [RegisterConverter]
    internal sealed class Converter : IConverter<CheckAnswers, OutcomesFields>
    {
        public CheckAnswers ConvertFromSurrogate(in OutcomesFields surrogate) => surrogate.Answers is { } answers
            ? new(new Listed<CheckOutcome>(Array.ConvertAll(answers, static a => a.Read()), surrogate.Revision), null)
            : new(null, new AclException(surrogate.Code ?? ErrorCodes.Internal, surrogate.Message ?? "", surrogate.Place));

        public OutcomesFields ConvertToSurrogate(in CheckAnswers value) => value.Outcomes is { } outcomes
            ? new([.. outcomes.Select(OutcomeFields.Of)], null, null, null, outcomes.Revision)
            : new(null, value.Error?.Code, value.Error?.Detail, value.Error?.Place, 0);
    }
}

/// <summary>An answer to a check as it is written. Needs are the facts that were lacking when it is undecided; null when it is not.</summary>
[GenerateSerializer, Alias("acl.outcome-fields")]
public record struct OutcomeFields(
    [property: Id(0)] bool Allowed, [property: Id(1)] string Rung, [property: Id(2)] string Reason,
    [property: Id(3)] string? Code, [property: Id(4)] string? Message, [property: Id(5)] string? Place, [property: Id(6)] bool Busy,
    [property: Id(7)] long Revision, [property: Id(8)] string[]? Needs)
{
    internal static OutcomeFields Of(CheckOutcome outcome) => outcome is { Error: { } e }
        ? new(false, "", "", e.Code, e.Detail, e.Place, false, 0, null)
        : Of(outcome.Decision);

    private static OutcomeFields Of(Decision decision) => new(
        decision.Allowed, decision.Rung, decision.Reason, null, null, null, false, decision.Revision, decision.Undecided ? [.. decision.Needs] : null);

    internal readonly CheckOutcome Read() =>
        Code is null ? new(Made() with { Revision = Revision }, null) : new(default, new AclException(Code, Message ?? "", Place));

    private readonly Decision Made() => Needs is { } needs ? Decision.MadeUndecided(Rung, Reason, needs) : Decision.Made(Allowed, Rung, Reason);
}

/// <summary>The answers to many checks as they are written.</summary>
[GenerateSerializer, Alias("acl.outcomes-fields")]
public record struct OutcomesFields(
    [property: Id(0)] OutcomeFields[]? Answers, [property: Id(1)] string? Code, [property: Id(2)] string? Message, [property: Id(3)] string? Place,
    [property: Id(4)] long Revision);

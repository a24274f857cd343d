using Orleans.Concurrency;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Grains;

/// <summary>What a check is measured against: the same messages, and nothing done with them.</summary>
public interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Answers at once, through the same kind of method as a check.</summary>
    [AlwaysInterleave]
    ValueTask<CheckAnswer> CheckAsync(CheckQuestion question);

    /// <summary>Answers at once, through the usual kind of method.</summary>
    [AlwaysInterleave]
    Task<CheckAnswer> PlainAsync(CheckQuestion question);
}

/// <inheritdoc cref="IEmptyGrain"/>
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    private static readonly CheckAnswer Answer = CheckAnswer.Of(Decision.Made(true, "acl", "acl: entry of group:g042 on folder:f0042"));
    private static readonly Task<CheckAnswer> Answered = Task.FromResult(Answer);

    /// <inheritdoc/>
    public ValueTask<CheckAnswer> CheckAsync(CheckQuestion question) => new(Answer);

    /// <inheritdoc/>
    public Task<CheckAnswer> PlainAsync(CheckQuestion question) => Answered;
}

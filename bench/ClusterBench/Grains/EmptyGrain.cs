using Orleans.Concurrency;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Grains;

/// <summary>What a check is measured against: the same messages, and nothing done with them.</summary>
public interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Answers at once.</summary>
    [AlwaysInterleave]
    Task<CheckAnswer> CheckAsync(CheckQuestion question);
}

/// <inheritdoc cref="IEmptyGrain"/>
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    private static readonly Task<CheckAnswer> Answer = Task.FromResult(new CheckAnswer(true, "acl", "acl: entry of group:g042 on folder:f0042", null, null, null));

    /// <inheritdoc/>
    public Task<CheckAnswer> CheckAsync(CheckQuestion question) => Answer;
}

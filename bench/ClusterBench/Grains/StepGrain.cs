using Orleans.Concurrency;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Grains;

/// <summary>How much of a check a grain does, each with all before it.</summary>
public enum CheckStep
{
    /// <summary>Nothing: a constant answer.</summary>
    Nothing,

    /// <summary>Reads the question.</summary>
    Read,

    /// <summary>Has it decided in one process, on the same world.</summary>
    Decide,
}

/// <summary>A check in steps, to see what each adds to an empty call.</summary>
public interface IStepGrain : IGrainWithStringKey
{
    /// <summary>Does the steps of a check up to one.</summary>
    [AlwaysInterleave]
    ValueTask<CheckAnswer> CheckAsync(CheckStep step, CheckQuestion question);
}

/// <inheritdoc cref="IStepGrain"/>
public sealed class StepGrain(IEmbeddedForSteps embedded) : Grain, IStepGrain
{
    private static readonly CheckAnswer Constant = CheckAnswer.Of(Decision.Made(true, "acl", "acl: entry of group:g042 on folder:f0042"));

    private ResourceRef? _resource;

    /// <inheritdoc/>
    public ValueTask<CheckAnswer> CheckAsync(CheckStep step, CheckQuestion question)
    {
        if (step == CheckStep.Nothing) return new(Constant);
        var request = question.Read(
            _resource ??= ResourceRef.Parse(this.GetPrimaryKeyString() is var key ? key[(key.IndexOf('/') + 1)..] : ""));
        if (step == CheckStep.Read) return new(Constant);
        var decision = embedded.Service.CheckAsync(EmbeddedHost.Tenant, request).Result;
        return new(CheckAnswer.Of(decision));
    }
}

/// <summary>The service in one process that <see cref="StepGrain"/> has questions decided by.</summary>
public interface IEmbeddedForSteps
{
    /// <summary>The service.</summary>
    IAclService Service { get; }
}

/// <inheritdoc cref="IEmbeddedForSteps"/>
internal sealed record EmbeddedForSteps(IAclService Service) : IEmbeddedForSteps;

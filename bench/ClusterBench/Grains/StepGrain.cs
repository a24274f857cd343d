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

    /// <summary>Makes an answer with the reason's text.</summary>
    Answer,
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
    private static readonly CheckAnswer Constant = new(true, "acl", "acl: entry of group:g042 on folder:f0042", null, null, null);

    private ResourceRef? _resource;

    /// <inheritdoc/>
    public ValueTask<CheckAnswer> CheckAsync(CheckStep step, CheckQuestion question)
    {
        if (step == CheckStep.Nothing) return new(Constant);
        var request = new CheckRequest(
            new SubjectRef(SubjectRef.User, question.SubjectId), question.Action,
            _resource ??= ResourceRef.Parse(this.GetPrimaryKeyString() is var key ? key[(key.IndexOf('/') + 1)..] : ""));
        if (step == CheckStep.Read) return new(Constant);
        var decision = embedded.Service.CheckAsync(EmbeddedHost.Tenant, request).Result;
        if (step == CheckStep.Decide) return new(Constant);
        return new(new CheckAnswer(decision.Allowed, decision.Rung, decision.Reason, null, null, null));
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

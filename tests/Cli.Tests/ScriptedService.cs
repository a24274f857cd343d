using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests;

/// <summary>A service that answers as a test tells it to, every way of asking alike unless told otherwise.</summary>
internal sealed class ScriptedService : UnaskedService
{
    /// <summary>Tenants made and not deleted yet.</summary>
    public HashSet<TenantId> Tenants { get; } = [];

    /// <summary>What tenants were made as, in order.</summary>
    public List<TenantDefinition> Definitions { get; } = [];

    /// <summary>Every step that was sent, in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Every request that asked, in order.</summary>
    public List<object> Asked { get; } = [];

    /// <summary>Where the clock of every tenant stands.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>The types of every tenant's model.</summary>
    public TypeInfo[] Types { get; set; } = [new("r", ["read", "write"], "create", Open: false)];

    public Func<CheckRequest, bool> Allows { get; set; } = _ => true;

    public Func<CheckRequest, CheckOutcome>? Batch { get; set; }

    public Func<CheckRequest, Explanation>? Explains { get; set; }

    public Func<ListRequest, string[]> Lists { get; set; } = _ => [];

    public Func<WhoRequest, string[]> Names { get; set; } = _ => [];

    public Func<ActionsRequest, string[]> Actions { get; set; } = _ => ["read"];

    public Func<OperationRequest, OperationResult> Operates { get; set; } = _ => new(OperationOutcome.Allow, null, [], [], "no check");

    public Func<Step, StepResult> Applies { get; set; } = _ => new(StepStatus.Applied);

    public override ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(Decide(request));
    }

    public override ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default) =>
        new(new Listed<CheckOutcome>([.. requests.Select(Batch ?? Outcome)], Steps.Count));

    public override ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        new(Explains?.Invoke(request) ?? new Explanation(
            Decide(request).Allowed, "acl: [an entry]", [new("acl", "allow", [ExplanationNode.Detail("an entry")]), new("roles", "not reached", [])]));

    public override ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(Operates(request));
    }

    public override ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(First(Lists(request).Select(ResourceRef.Parse), request));
    }

    public override ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(First(Names(request).Select(SubjectRef.Parse), request));
    }

    public override ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(new Listed<string>(Actions(request), Steps.Count));
    }

    public Func<ImpactRequest, Listed<ImpactDifference>> Impacts { get; set; } = _ => new([], 0);

    public override ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default)
    {
        Asked.Add(request);
        return new(Impacts(request));
    }

    public override ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var steps = request.Steps;
        Steps.AddRange(steps);
        var results = steps.Select(Applies).ToArray();
        return new(new ApplyResult(results.All(result => result.Status == StepStatus.Applied), results, Steps.Count));
    }

    public override ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        if (definition.Model == "nowhere") throw new AclException(ErrorCodes.UnknownModel, "no built-in model is named `nowhere`");
        Tenants.Add(tenant);
        Definitions.Add(definition);
        return new(Info(tenant));
    }

    public override ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        new(Tenants.Contains(tenant) ? Info(tenant) : null);

    public override ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => new([.. Tenants.Select(Info)]);

    public override ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => new(Tenants.Remove(tenant));

    /// <summary>As many as are asked for; if there are more, the page goes on at <c>more</c>.</summary>
    private Listed<T> First<T>(IEnumerable<T> all, PagedQuestion asked)
    {
        var found = all.ToList();
        return asked.Limit is { } limit && limit < found.Count
            ? new Listed<T>(found[..limit], Steps.Count) { Next = "more", Incomplete = IncompleteReasons.PageFull }
            : new Listed<T>(found, Steps.Count);
    }

    private Decision Decide(CheckRequest request) => Decision.Made(Allows(request), "acl", "acl: an entry");

    private CheckOutcome Outcome(CheckRequest request)
    {
        try
        {
            return new CheckOutcome(Decide(request), null);
        }
        catch (AclException e)
        {
            return new CheckOutcome(default, e);
        }
    }

    private TenantInfo Info(TenantId tenant) => new(tenant, "scripted", Node.Map(), Clock, 0) { Types = Types };
}

using OrleansAcl.Behaviour;
using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Properties.Tests;

/// <summary>The oracle behind the seam with a mistake planted in its checks, to see that a comparison finds it.</summary>
internal sealed class PlantedService(Generator generator, Func<CheckRequest, bool, bool> plant) : IAclService
{
    private readonly Dictionary<TenantId, List<Step>> _tenants = [];
    private List<Step> _exported = [];

    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var allowed = plant(request, Replay(_tenants[tenant]).Decide(request));
        return ValueTask.FromResult(Decision.Made(allowed, "oracle", "planted"));
    }

    public async ValueTask<Listed<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        var outcomes = new List<CheckOutcome>();
        foreach (var request in requests)
            try
            {
                outcomes.Add(new CheckOutcome(await CheckAsync(tenant, request, cancellation), null));
            }
            catch (PageIsSilentException)
            {
                outcomes.Add(default);
            }

        return new Listed<CheckOutcome>(outcomes, 0);
    }

    public async ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        new((await CheckAsync(tenant, request, cancellation)).Allowed, "", []);

    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        var answer = generator.TasksOf(Replay(_tenants[tenant]))!.Operate(request);
        return ValueTask.FromResult(new OperationResult(answer.Allowed ? OperationOutcome.Allow : OperationOutcome.Deny, null, answer.Visible, answer.Missing, ""));
    }

    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).List(request), r => r.Id, request, 0));

    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).Who(request), s => s.Id, request, 0));

    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).Actions(request), a => a, request, 0));

    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException("the oracle is asked of no impact");

    public ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var steps = request.Steps;
        var world = Replay(_tenants[tenant]);
        var results = steps.Select(s => Questions.Step(s).Expected(world) is "applied"
            ? new StepResult(StepStatus.Applied) : new StepResult(StepStatus.Error) { Code = Questions.Step(s).Expected(world)?.Replace("error ", "", StringComparison.Ordinal) }).ToList();
        var applied = results.TrueForAll(r => r.Status == StepStatus.Applied);
        if (applied) _tenants[tenant].AddRange(steps);
        return ValueTask.FromResult(new ApplyResult(applied, results, 0));
    }

    public ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>The definition alone; what is imported from it has the steps of the tenant that was exported last, as whoever they were done.</summary>
    public IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        _exported = _tenants[tenant];
        return new[] { TenantWire.WriteDefinition(generator.Tenant) }.ToAsyncEnumerable();
    }

    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        if (definition.Importing || !_tenants.ContainsKey(tenant)) _tenants[tenant] = definition.Importing ? [.. _exported] : [];
        return ValueTask.FromResult<TenantInfo>(null!);
    }

    /// <summary>What an import asks before it opens what it has filled.</summary>
    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        ValueTask.FromResult<TenantInfo?>(new TenantInfo(tenant, "planted", Node.Map(), null, 0) { Importing = true });

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => ValueTask.FromResult(_tenants.Remove(tenant));

    private World Replay(List<Step> steps)
    {
        var world = generator.NewWorld();
        foreach (var step in steps) world.Apply(step);
        return world;
    }
}

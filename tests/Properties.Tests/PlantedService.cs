using OrleansAcl.Behaviour;
using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Properties.Tests;

/// <summary>The oracle behind the seam with a mistake planted in its checks, to see that a comparison finds it.</summary>
internal sealed class PlantedService(Generator generator, Func<CheckRequest, bool, bool> plant) : UnaskedService
{
    private readonly Dictionary<TenantId, List<Step>> _tenants = [];
    private List<Step> _exported = [];

    public override ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var allowed = plant(request, Replay(_tenants[tenant]).Decide(request));
        return ValueTask.FromResult(Decision.Made(allowed, "oracle", "planted"));
    }

    public override async ValueTask<Listed<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
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

    public override async ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        new((await CheckAsync(tenant, request, cancellation)).Allowed, "", []);

    public override ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        var answer = generator.TasksOf(Replay(_tenants[tenant]))!.Operate(request);
        return ValueTask.FromResult(new OperationResult(answer.Allowed ? OperationOutcome.Allow : OperationOutcome.Deny, null, answer.Visible, answer.Missing, ""));
    }

    public override ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).List(request), r => r.Id, request, 0));

    public override ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).Who(request), s => s.Id, request, 0));

    public override ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Paging.Page(Replay(_tenants[tenant]).Actions(request), a => a, request, 0));

    public override ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var steps = request.Steps;
        var world = Replay(_tenants[tenant]);
        var results = steps.Select(s => Questions.Step(s).Expected(world) is "applied"
            ? new StepResult(StepStatus.Applied) : new StepResult(StepStatus.Error) { Code = Questions.Step(s).Expected(world)?.Replace("error ", "", StringComparison.Ordinal) }).ToList();
        var applied = results.TrueForAll(r => r.Status == StepStatus.Applied);
        if (applied) _tenants[tenant].AddRange(steps);
        return ValueTask.FromResult(new ApplyResult(applied, results, 0));
    }

    /// <summary>The definition alone; what is imported from it has the steps of the tenant that was exported last, as whoever they were done.</summary>
    public override IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        _exported = _tenants[tenant];
        return new[] { TenantWire.WriteDefinition(generator.Tenant) }.ToAsyncEnumerable();
    }

    public override ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        if (definition.Importing || !_tenants.ContainsKey(tenant)) _tenants[tenant] = definition.Importing ? [.. _exported] : [];
        return ValueTask.FromResult<TenantInfo>(null!);
    }

    /// <summary>What an import asks before it opens what it has filled.</summary>
    public override ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        ValueTask.FromResult<TenantInfo?>(new TenantInfo(tenant, "planted", Node.Map(), null, 0) { Importing = true });

    public override ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => ValueTask.FromResult(_tenants.Remove(tenant));

    private World Replay(List<Step> steps)
    {
        var world = generator.NewWorld();
        foreach (var step in steps) world.Apply(step);
        return world;
    }
}

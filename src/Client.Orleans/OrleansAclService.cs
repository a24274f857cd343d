using System.Runtime.CompilerServices;
using OrleansAcl.Documents;
using OrleansAcl.Grains;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Client.Orleans;

/// <summary>
/// The service over the grains of a cluster, for an app that is an Orleans client or a silo itself. A silo answers a check from its own copy where
/// that will do. Else it goes straight to the grain of its resource; everything else, and the checks of a resource whose grain is busy, gone or silent, to
/// whichever silo the call arrives at.
/// </summary>
/// <param name="grains">The client's or silo's grain factory.</param>
/// <param name="local">What the silo that this is answers by itself; null for a client, and then every check is a call.</param>
public sealed class OrleansAclService(IGrainFactory grains, ILocalChecks? local = null) : IAclService
{
    private readonly GrainReferences<IResourceGrain> _resources = new(grains);
    private readonly GrainReferences<IQuestionGrain> _questions = new(grains);
    private readonly BusyResources _busy = new();
    private readonly AnySilo _anySilo = new(grains);

    /// <inheritdoc/>
    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        if (request.Assuming.Count > 0) return AssumeAsync(tenant, AclPaths.Check, CheckWire.Write(request), DecisionWire.Read);
        return local?.TryCheck(tenant, request, out var decision) == true ? new(decision) : CheckByGrainAsync(tenant, request);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Decision> CheckByGrainAsync(TenantId tenant, CheckRequest request)
    {
        var key = $"{tenant.Value}#0/{request.Resource}";
        CheckAnswer answer;
        try
        {
            if (_busy.Contains(key))
            {
                answer = await _questions.Of(tenant.Value).CheckAsync(new CheckQuestion(request, ofItsGrain: false));
            }
            else
            {
                answer = await _resources.Of(key).CheckAsync(new CheckQuestion(request, ofItsGrain: true));
                if (answer.Busy) _busy.Add(key);
            }
        }
        catch (Exception e) when (e is not AclException)
        {
            // Its silo is gone or going, or silent. Another may well know all that the check needs, or finds it in the store.
            answer = await CheckAnywhereAsync(tenant, request);
        }

        var (decision, error) = answer.Outcome;
        return error is null ? decision : throw error;
    }

    private ValueTask<CheckAnswer> CheckAnywhereAsync(TenantId tenant, CheckRequest request) =>
        ReachAsync(() => _anySilo.AskAsync(tenant, any => any.CheckAsync(new CheckQuestion(request, ofItsGrain: false))));

    private async ValueTask<Listed<CheckOutcome>> CheckManyByGrainAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests)
    {
        var (outcomes, error) = await ReachAsync(() => _anySilo.AskAsync(tenant, any => any.CheckManyAsync(new CheckQuestions(requests))));
        return outcomes ?? throw error!;
    }

    /// <inheritdoc/>
    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        if (requests.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} checks");
        if (requests.Any(r => r.Assuming.Count > 0)) return AssumeAsync(tenant, AclPaths.CheckMany, CheckWire.WriteMany(requests), DecisionWire.ReadMany);
        return local?.TryCheckMany(tenant, requests, out var outcomes) == true
            ? new(outcomes)
            : CheckManyByGrainAsync(tenant, requests);
    }

    /// <inheritdoc/>
    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        request.Suggest
            ? AssumeAsync(tenant, AclPaths.Explain, CheckWire.WriteExplained(request), ExplanationWire.Read)
            : AskAsync(tenant, request.Assuming, AclPaths.Explain, CheckWire.WriteExplained(request), ExplanationWire.Read);

    /// <inheritdoc/>
    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, $"{AclPaths.Operations}/{request.Name}", OperationWire.Write(request), OperationWire.ReadResult);

    /// <inheritdoc/>
    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, AclPaths.List, ListWire.Write(request), ListWire.ReadResult);

    /// <inheritdoc/>
    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, AclPaths.Who, WhoWire.Write(request), WhoWire.ReadResult);

    /// <inheritdoc/>
    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, AclPaths.Actions, ActionsWire.Write(request), ActionsWire.ReadResult);

    /// <summary>Asks whichever silo the call arrives at, or, as if steps had been made, the tenant's own grain.</summary>
    private ValueTask<TAnswer> AskAsync<TAnswer>(TenantId tenant, IReadOnlyList<Step> assuming, string question, Node body, Func<Node, TAnswer> read) =>
        assuming.Count == 0 ? AskAsync(tenant, question, body, read) : AssumeAsync(tenant, question, body, read);

    private async ValueTask<TAnswer> AssumeAsync<TAnswer>(TenantId tenant, string question, Node body, Func<Node, TAnswer> read) =>
        read(Body(await ReachAsync(() => Tenant(tenant).AskAsync(question, body.ToString()))));

    private async ValueTask<TAnswer> AskAsync<TAnswer>(TenantId tenant, string question, Node body, Func<Node, TAnswer> read) =>
        read(Body(await ReachAsync(() => grains.GetGrain<IQuestionGrain>(tenant.Value).AskAsync(question, body.ToString()))));

    /// <inheritdoc/>
    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        AssumeAsync(tenant, AclPaths.Impact, ImpactWire.Write(request), ImpactWire.ReadResult);

    /// <inheritdoc/>
    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        if (request.Steps.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} steps");
        var body = Body(await ReachAsync(() => Tenant(tenant).ApplyAsync(StepWire.WriteRequest(request).ToString())));
        var result = Node.Map(body.Entries.Where(e => e.Key != "applied").Select(e => (e.Key, (Node?)e.Value.Copy())));
        return body.Require("applied").AsBoolean() ? ApplyWire.ReadApplied(result) : ApplyWire.ReadRefused(result)!;
    }

    /// <inheritdoc/>
    public ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Object, ObjectWire.WriteRef(reference), found => found.Kind == NodeKind.Null ? null : ObjectWire.Read(found));

    /// <inheritdoc/>
    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Objects, ObjectWire.WriteRequest(request), ObjectWire.ReadPage);

    /// <inheritdoc/>
    public ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Changes, ChangeWire.WriteRequest(request), ChangeWire.ReadPage);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Node> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var export = grains.GetGrain<IExportGrain>($"{tenant.Value}/{Guid.NewGuid():N}");
        for (var ready = false; !ready;)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = await ReachAsync(export.BeginAsync);
            if (start.Code is { } code) throw new AclException(code, start.Message ?? "", start.Place);
            ready = start.Ready;
        }

        for (var number = 0; ; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await ReachAsync(() => export.PageAsync(number));
            if (page.Lines is not { } lines) throw new AclException(page.Code ?? ErrorCodes.Internal, page.Message ?? "", page.Place);
            if (lines.Length == 0) yield break;
            foreach (var line in lines) yield return Json.ParseOwn(line);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        TenantWire.Read(Body(await ReachAsync(() => Tenant(tenant).PutAsync(TenantWire.WriteDefinition(definition).ToString()))));

    /// <inheritdoc/>
    public async ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var answer = await ReachAsync(() => Tenant(tenant).GetAsync());
        return answer.Code == ErrorCodes.UnknownTenant ? null : TenantWire.Read(Body(answer));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default)
    {
        var names = await ReachAsync(() => Task.WhenAll(
            Enumerable.Range(0, ITenantsGrain.Shards).Select(shard => grains.GetGrain<ITenantsGrain>(shard).ListAsync())));
        var infos = new List<TenantInfo>();
        foreach (var name in names.SelectMany(n => n).Order(StringComparer.Ordinal))
            if (await GetTenantAsync(TenantId.Parse(name), cancellation) is { } info) infos.Add(info);
        return infos;
    }

    /// <inheritdoc/>
    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.ModelPlan, ModelWire.WriteChange(change), ModelPlanWire.Read);

    /// <inheritdoc/>
    public async ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        ModelWire.ReadResult(Body(await ReachAsync(() => Tenant(tenant).PutModelAsync(ModelWire.WriteRequest(request).ToString()))));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        ModelWire.ReadVersions(Body(await ReachAsync(() => Tenant(tenant).ListModelsAsync())));

    /// <inheritdoc/>
    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default)
    {
        if (checks.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} checks");
        return AskAsync(tenant, AclPaths.ModelCompare, ModelPlanWire.WriteQuestion(change, checks), ModelPlanWire.ReadComparison);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Body(await ReachAsync(() => Tenant(tenant).DeleteAsync())).AsBoolean();

    private ITenantGrain Tenant(TenantId tenant) => grains.GetGrain<ITenantGrain>(tenant.Value);

    private static Node Body(Answer answer) => answer.Body is { } body
        ? Json.ParseOwn(body)
        : throw new AclException(answer.Code ?? ErrorCodes.Internal, answer.Message ?? "", answer.Place);

    /// <summary>
    /// A cluster that cannot be reached, or not in time, is an error and never an answer. Grains say in their answers what they refuse; so whatever a call
    /// throws is such a fault, also an exception of the store's that could not be sent here.
    /// </summary>
    private static async ValueTask<TAnswer> ReachAsync<TAnswer>(Func<Task<TAnswer>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not AclException)
        {
            throw Unreachable(e);
        }
    }

    private static AclException Unreachable(Exception e) => new(ErrorCodes.Unreachable, "the cluster did not answer", null, e);
}

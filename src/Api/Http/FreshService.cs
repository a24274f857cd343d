using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Http;

/// <summary>
/// The service as one request has it: its answers are at least as fresh as the request demands, and the response's head says of which revision
/// they are, <c>Acl-Revision</c>, and whether a change had been made before, <c>Idempotent-Replayed</c>.
/// </summary>
/// <param name="service">Who answers.</param>
/// <param name="atLeast">The oldest revision the request takes; null for any.</param>
/// <param name="response">The response, whose head is told as long as it is not sent.</param>
internal sealed class FreshService(IAclService service, long? atLeast, HttpResponse response) : IAclService
{
    /// <summary>The header by which a request demands a revision; the query may do so too, by the name that bodies have for it.</summary>
    public const string AtLeastHeader = "Acl-At-Least-As-Fresh";

    /// <summary>The name of the same in a query.</summary>
    public const string AtLeastQuery = "at_least_as_fresh";

    /// <summary>The header with the revision of an answer.</summary>
    public const string RevisionHeader = "Acl-Revision";

    /// <summary>The header of an answer to what had been asked before under the same idempotency key.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    public async ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var decision = await service.CheckAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation);
        Tell(decision.Revision);
        return decision;
    }

    public async ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        return Told(await service.CheckManyAsync(tenant, requests, cancellation));
    }

    public async ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var explanation = await service.ExplainAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation);
        Tell(explanation.Revision);
        return explanation;
    }

    public async ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        var result = await service.OperationAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation);
        Tell(result.Revision);
        return result;
    }

    public async ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        Told(await service.ListAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation));

    public async ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        Told(await service.WhoAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation));

    public async ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        Told(await service.ActionsAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation));

    public async ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        Told(await service.ImpactAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation));

    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var result = await TellingIfOvertaken(tenant, () => service.ApplyAsync(tenant, request, cancellation), cancellation);
        Tell(result.Revision, made: !request.DryRun);
        if (result.Replayed) response.Headers[ReplayedHeader] = "true";
        return result;
    }

    private async ValueTask<T> TellingIfOvertaken<T>(TenantId tenant, Func<ValueTask<T>> change, CancellationToken cancellation)
    {
        try
        {
            return await change();
        }
        catch (AclException e) when (e.Code is ErrorCodes.PreconditionFailed or ErrorCodes.KeyReused)
        {
            // Whoever was overtaken reads again, and must not be answered from before what overtook him.
            if (await service.GetTenantAsync(tenant, cancellation) is { } info) Tell(info.Revision, made: true);
            throw;
        }
    }

    public async ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        if (await service.GetAsync(tenant, reference, cancellation) is not { } found)
        {
            // Nothing does not say as of when it is. What is looked for after a revision was seen is looked for in that one, or a later one.
            var seen = (await service.GetTenantAsync(tenant, cancellation))?.Revision ?? 0;
            if (await service.GetAsync(tenant, reference, cancellation) is not { } late)
            {
                Tell(seen);
                return null;
            }

            found = late;
        }

        Tell(found.Revision);
        return found;
    }

    public async ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default)
    {
        var page = await service.BrowseAsync(tenant, request with { AtLeastAsFresh = Newest(request.AtLeastAsFresh) }, cancellation);
        Tell(page.Revision);
        return page;
    }

    public async ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        var page = await service.ChangesAsync(tenant, request, cancellation);
        Tell(page.Revision);
        return page;
    }

    public async IAsyncEnumerable<Node> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        await foreach (var line in service.ExportAsync(tenant, cancellation))
        {
            // The first line is the tenant's own; it is there before anything is sent.
            if (line["revision"] is { } revision) Tell(revision.AsInteger());
            yield return line;
        }
    }

    public async ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        var info = await service.PutTenantAsync(tenant, definition, cancellation);
        Tell(info.Revision);
        return info;
    }

    public async ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var info = await service.GetTenantAsync(tenant, cancellation);
        if (info is null) return null;
        Require(info.Revision);
        Tell(info.Revision);
        return info;
    }

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => service.ListTenantsAsync(cancellation);

    public async ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        var plan = await service.PlanModelAsync(tenant, change, cancellation);
        Tell(plan.Revision);
        return plan;
    }

    public async ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default)
    {
        var result = await TellingIfOvertaken(tenant, () => service.PutModelAsync(tenant, request, cancellation), cancellation);
        Tell(result.Tenant.Revision, made: result.Applied && !request.DryRun);
        return result;
    }

    public async ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        return await service.ListModelsAsync(tenant, cancellation);
    }

    public async ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default)
    {
        await RequireAsync(tenant, cancellation);
        return Told(await service.CompareAsync(tenant, change, checks, cancellation));
    }

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        service.DeleteTenantAsync(tenant, cancellation);

    private long? Newest(long? asked) => asked is null || atLeast is null ? asked ?? atLeast : Math.Max(asked.Value, atLeast.Value);

    /// <summary>For questions that cannot carry a revision themselves: once it was seen, they are answered from it or from a later one.</summary>
    private async ValueTask RequireAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (atLeast is not null && await service.GetTenantAsync(tenant, cancellation) is { } info) Require(info.Revision);
    }

    private void Require(long revision)
    {
        if (revision < atLeast)
            throw new AclException(ErrorCodes.RevisionNotReached, $"the tenant is at revision {revision}, not yet at {atLeast}", AtLeastQuery);
    }

    private Listed<T> Told<T>(Listed<T> answer)
    {
        Tell(answer.Revision);
        return answer;
    }

    /// <summary>An answer that is put together from several is of the revision of the oldest; a change is of the one it led to.</summary>
    private void Tell(long revision, bool made = false)
    {
        // What goes on being asked while an answer is sent, as for a stream of events, has its revisions in itself.
        if (response.HasStarted) return;
        if (!made && long.TryParse(response.Headers[RevisionHeader], CultureInfo.InvariantCulture, out var told) && told <= revision) return;
        response.Headers[RevisionHeader] = revision.ToString(CultureInfo.InvariantCulture);
    }
}

using OrleansAcl.Requests;

namespace OrleansAcl;

/// <summary>
/// The seam: everything that asks or changes anything talks to this, whichever host answers. Questions about something malformed or
/// unknown, exceeded limits and faults are <see cref="AclException"/>s, never decisions (FAIL-CLOSED). Once a change has returned,
/// every later question sees it (FRESH) and it survives the death of the process (DURABLE-ACK).
/// </summary>
public interface IAclService
{
    /// <summary>May this subject do this action on this resource?</summary>
    ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default);

    /// <summary>Many checks at once, answered in order; one that cannot be answered carries its error and does not spoil the others.</summary>
    ValueTask<IReadOnlyList<CheckOutcome>> CheckManyAsync(TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default);

    /// <summary>The same answer as <see cref="CheckAsync"/>, with the ladder rung by rung.</summary>
    ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default);

    /// <summary>Asks for a named task of the model, which may need several checks and may filter its items.</summary>
    ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default);

    /// <summary>Every stored resource of a type on which the subject may do the action.</summary>
    ValueTask<IReadOnlyList<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default);

    /// <summary>Every stored subject of a type that may do the action on the resource.</summary>
    ValueTask<IReadOnlyList<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default);

    /// <summary>Every action the subject may do on the resource.</summary>
    ValueTask<IReadOnlyList<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default);

    /// <summary>Applies steps in order, all or nothing. A refused step is in the result; nothing of the request is then applied.</summary>
    ValueTask<ApplyResult> ApplyAsync(TenantId tenant, IReadOnlyList<Step> steps, CancellationToken cancellation = default);

    /// <summary>Makes a tenant. Putting the same definition again changes nothing; another one is <see cref="ErrorCodes.TenantExists"/>.</summary>
    ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default);

    /// <summary>What a tenant is; null when there is none.</summary>
    ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>Every tenant, by name.</summary>
    ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default);

    /// <summary>Removes a tenant and all it holds; false when there was none.</summary>
    ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default);
}

using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>
/// A call of a system's own interface, for whoever makes it: the one place of these interfaces that knows the caller. Changes are made as
/// him and pass the model's guards; what he may read is asked of the model too. One who is no user reads what he likes.
/// </summary>
internal readonly struct SystemCall(AclCall call, TenantInfo tenant)
{
    /// <summary>The header by which an administrator says whom a call is made as.</summary>
    public const string As = "Acl-As";

    /// <summary>The request.</summary>
    public AclCall Http => call;

    /// <summary>A variable part of the path.</summary>
    public string Segment(string name) => call.Segment(name);

    /// <summary>The tenant it is about.</summary>
    public TenantInfo Tenant => tenant;

    /// <summary>Whom it is made as; null for the system, which is not asked whether it may.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the header is not one subject.</exception>
    public SubjectRef? Subject => call.Headers[As] switch
    {
        [] => null,
        [{ } text] => SubjectRef.Parse(text),
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected one subject", As),
    };

    /// <summary>Makes a change; throws what its first refused step was refused with.</summary>
    public ValueTask<ApplyResult> ApplyAsync(params Step[] steps) => ApplyAsync(new ApplyRequest(steps));

    /// <summary>Makes a change; throws what its first refused step was refused with.</summary>
    public async ValueTask<ApplyResult> ApplyAsync(ApplyRequest request)
    {
        var result = await TryAsync(request);
        return result.Applied ? result : throw Refusals.Of(result);
    }

    private ValueTask<ApplyResult> TryAsync(ApplyRequest request)
    {
        var subject = Subject;
        return call.Service.ApplyAsync(
            tenant.Tenant, request with { Steps = [.. request.Steps.Select(step => step with { As = subject })] }, call.Cancellation);
    }

    /// <summary>Refuses a user who may not take a document away: who may not do that may not see it either.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireKeeperAsync(string kind, string id)
    {
        if (Subject is null) return;
        // What is only asked changes nothing, and that the document is not there is found out after he may.
        var result = await TryAsync(new ApplyRequest([new Step("delete", Node.Of($"{kind}:{id}"))]) { DryRun = true });
        if (!result.Applied && result.Results[0].Code != ErrorCodes.NotFound) throw Refusals.Of(result);
    }

    /// <summary>Refuses a user whom the model does not allow a task.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>, naming the checks that failed.</exception>
    public async ValueTask RequireTaskAsync(string name, params (string Name, Node? Value)[] arguments)
    {
        if (Subject is not { } subject) return;
        var result = await call.Service.OperationAsync(
            tenant.Tenant, new OperationRequest(name, subject) { Arguments = Node.Map(arguments) }, call.Cancellation);
        if (result.Outcome != OperationOutcome.Allow) throw Refusals.Denied($"{subject} may not do this", result.Missing);
    }

    /// <summary>A stored object; null when there is none. Whether the caller may see it is asked before.</summary>
    public ValueTask<StoredObject?> FindAsync(ObjectRef reference) => call.Service.GetAsync(tenant.Tenant, reference, call.Cancellation);

    /// <summary>A stored object.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/>.</exception>
    public async ValueTask<StoredObject> GetAsync(ObjectRef reference) =>
        await FindAsync(reference) ?? throw new AclException(ErrorCodes.NotFound, $"{reference} is not stored");

    /// <summary>Some stored objects of a kind.</summary>
    public ValueTask<ObjectPage> PageAsync(BrowseRequest request) => call.Service.BrowseAsync(tenant.Tenant, request, call.Cancellation);

    /// <summary>Every stored object of a kind, by id.</summary>
    public async ValueTask<IReadOnlyList<StoredObject>> AllAsync(string kind)
    {
        var all = new List<StoredObject>();
        for (var request = new BrowseRequest(kind) { Limit = AclLimits.PageItems }; ;)
        {
            var page = await PageAsync(request);
            all.AddRange(page.Items);
            if (page.Next is not { } next) return all;
            request = request with { After = next };
        }
    }
}

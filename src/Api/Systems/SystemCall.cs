using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>
/// A call of a system's own interface, for whoever makes it: the one place of these interfaces that knows the caller. Changes are made as
/// whom he may make them and pass the model's guards. Who has the scope reads what he likes; of anybody else, and of whomever an
/// administrator names, it is asked of the model what he may read.
/// </summary>
internal readonly struct SystemCall
{
    private readonly AclCall _call;
    private readonly SubjectRef? _named;

    /// <summary>A call about a tenant.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> when the caller names somebody he may not name.</exception>
    public SystemCall(AclCall call, TenantInfo tenant)
    {
        _call = call;
        _named = Named(call);
        Tenant = tenant;
    }

    /// <summary>The request.</summary>
    public AclCall Http => _call;

    /// <summary>The tenant it is about.</summary>
    public TenantInfo Tenant { get; }

    /// <summary>A variable part of the path, decoded exactly once.</summary>
    public string Segment(string name) => _call.DecodedSegment(name);

    /// <summary>Whom a call says it is made as; null when it does not say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> when he may not.</exception>
    public static SubjectRef? Named(AclCall call) =>
        call.Named is not { } named || named == call.Caller.Subject || call.Caller.MayNameOthers ? call.Named
        : throw new AclException(ErrorCodes.Denied, $"{call.Caller.Name} may not do this as `{named}`", ActAs.Header);

    /// <summary>Who asks about himself.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the caller is nobody, and names nobody.</exception>
    public SubjectRef Self => _named ?? _call.Caller.Subject
        ?? throw new AclException(ErrorCodes.InvalidDocument, "expected the user it is about; the caller is none", ActAs.Header);

    /// <summary>What is known of a subject from the caller's token; null when it is what is stored that counts.</summary>
    public Node? Properties(SubjectRef subject) => subject == _call.Caller.Subject ? _call.Caller.Claims : null;

    /// <summary>Whose right to read is asked for; null when the caller reads what he likes.</summary>
    private SubjectRef? Reader => _named ?? (_call.Caller.Has(Scopes.Read) ? null : _call.Caller.Subject);

    /// <summary>Makes a change; throws what its first refused step was refused with.</summary>
    public ValueTask<ApplyResult> ApplyAsync(params Step[] steps) => ApplyAsync(new ApplyRequest(steps));

    /// <summary>Makes a change; throws what its first refused step was refused with.</summary>
    public async ValueTask<ApplyResult> ApplyAsync(ApplyRequest request)
    {
        var result = await _call.Service.ApplyAsync(Tenant.Tenant, request, _call.Cancellation);
        return result.Applied ? result : throw Refusals.Of(result);
    }

    /// <summary>Refuses a reader who may not take a document away: who may not do that may not see it either.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireKeeperAsync(string kind, string id)
    {
        if (Reader is null) return;
        // What is only asked changes nothing, and that the document is not there is found out after he may.
        var request = new ApplyRequest([new Step("delete", Node.Of($"{kind}:{id}"))]) { DryRun = true };
        var result = await _call.Service.ApplyAsync(Tenant.Tenant, request, _call.Cancellation);
        if (!result.Applied && result.Results[0].Code != ErrorCodes.NotFound) throw Refusals.Of(result);
    }

    /// <summary>Refuses a reader whom the model does not allow a task.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>, naming the checks that failed.</exception>
    public async ValueTask RequireTaskAsync(string name, params (string Name, Node? Value)[] arguments)
    {
        if (Reader is not { } reader) return;
        var request = new OperationRequest(name, reader) { Arguments = Node.Map(arguments), SubjectProperties = Properties(reader) };
        var result = await _call.Service.OperationAsync(Tenant.Tenant, request, _call.Cancellation);
        if (result.Outcome != OperationOutcome.Allow) throw Refusals.Denied($"{reader} may not do this", result.Missing);
    }

    /// <summary>A stored object; null when there is none. Whether the reader may see it is asked before.</summary>
    public ValueTask<StoredObject?> FindAsync(ObjectRef reference) => _call.Fresh.GetAsync(Tenant.Tenant, reference, _call.Cancellation);

    /// <summary>A stored object.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/>.</exception>
    public async ValueTask<StoredObject> GetAsync(ObjectRef reference) =>
        await FindAsync(reference) ?? throw new AclException(ErrorCodes.NotFound, $"{reference} is not stored");

    /// <summary>Some stored objects of a kind.</summary>
    public ValueTask<ObjectPage> PageAsync(BrowseRequest request) => _call.Fresh.BrowseAsync(Tenant.Tenant, request, _call.Cancellation);

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

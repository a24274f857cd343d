using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>
/// A call of a system's own interface, for whoever makes it. Changes go the way of all changes. Who has the scope reads what he likes; of
/// anybody else, and of whoever is named in <see cref="ActAs"/>, it is asked of the model first what he may read.
/// </summary>
/// <param name="http">The request; whom it names, its caller may name.</param>
/// <param name="tenant">The tenant it is about.</param>
internal readonly struct SystemCall(AclCall http, TenantInfo tenant)
{
    /// <summary>The request.</summary>
    public AclCall Http => http;

    /// <summary>The tenant it is about.</summary>
    public TenantInfo Tenant => tenant;

    /// <summary>Who asks about himself.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the caller is nobody, and names nobody.</exception>
    public SubjectRef Self => http.Named ?? http.Caller.Subject
        ?? throw new AclException(ErrorCodes.InvalidDocument, "expected the user it is about; the caller is none", ActAs.Header);

    /// <summary>Whose right to read is asked for; null when the caller reads what he likes.</summary>
    public SubjectRef? Reader => ReaderWithout(Scopes.Read);

    /// <summary>What is known of a subject from the caller's token; null when it is what is stored that counts.</summary>
    public Node? Properties(SubjectRef? subject) => http.Caller.ClaimsOf(subject);

    /// <summary>Makes a change of one step, if what it is made for is so.</summary>
    public ValueTask<ApplyResult> ApplyAsync(Step step, Precondition? condition = null, StepPlace? place = null) =>
        ApplyAsync(new ApplyRequest([step]) { Preconditions = condition is null ? [] : [condition] }, place);

    /// <summary>Makes a change, with what the request's head and query say of it; throws what its first refused step was refused with.</summary>
    public async ValueTask<ApplyResult> ApplyAsync(ApplyRequest request, StepPlace? place = null)
    {
        var result = await http.Service.ApplyAsync(tenant.Tenant, ChangeHead.Complete(http, request), http.Cancellation);
        return result.Applied ? result : throw StepRefusals.InWords(result, place);
    }

    /// <summary>What would become of a step that a reader takes, or the system; nothing is changed, and nothing said in the change log.</summary>
    public ValueTask<ApplyResult> TryAsync(Step step, SubjectRef? reader)
    {
        var taken = step with { As = reader, AsProperties = Properties(reader) };
        return http.Fresh.ApplyAsync(tenant.Tenant, new ApplyRequest([taken]) { DryRun = true }, http.Cancellation);
    }

    /// <summary>Refuses a reader who may not take a document away: who may not do that may not see it either.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireKeeperAsync(string kind, string id)
    {
        if (Reader is not { } reader) return;
        var result = await TryAsync(new Step("delete", Node.Of($"{kind}:{id}")), reader);
        // That the document is not there is found out after he may.
        if (!result.Applied && result.Results[0].Code != ErrorCodes.NotFound) throw StepRefusals.InWords(result);
    }

    /// <summary>Refuses a reader whom the model does not allow a task.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>, naming the checks that failed.</exception>
    public async ValueTask RequireTaskAsync(string name, params (string Name, Node? Value)[] arguments)
    {
        if (Reader is { } reader) await AskAsync(new OperationRequest(name, reader) { Arguments = Node.Map(arguments) });
    }

    /// <summary>Asks for a task of the model as whoever is the subject of it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>, naming the checks that failed.</exception>
    public async ValueTask<OperationResult> AskAsync(OperationRequest task)
    {
        var request = task with { SubjectProperties = Properties(task.Subject) };
        var result = await http.Fresh.OperationAsync(tenant.Tenant, request, http.Cancellation);
        return result.Outcome == OperationOutcome.Allow ? result : throw StepRefusals.Denied(task.Subject, result.Missing);
    }

    /// <summary>Refuses a caller without the scope for decisions who may not do something.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireAsync(string action, ResourceRef resource)
    {
        if (ReaderWithout(Scopes.Decide) is not { } reader) return;
        if (!await AllowsAsync(new CheckRequest(reader, action, resource))) throw StepRefusals.Denied(reader, [$"{action} {resource}"]);
    }

    /// <summary>Whether somebody may do something. Whether the caller may know is asked before.</summary>
    public async ValueTask<bool> AllowsAsync(CheckRequest request) =>
        (await http.Fresh.CheckAsync(tenant.Tenant, Known(request), http.Cancellation)).Allowed;

    /// <summary>Many such checks.</summary>
    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(IEnumerable<CheckRequest> requests) =>
        http.Fresh.CheckManyAsync(tenant.Tenant, [.. requests.Select(Known)], http.Cancellation);

    /// <summary>A stored object; null when there is none. Whether the reader may see it is asked before.</summary>
    public ValueTask<StoredObject?> FindAsync(ObjectRef reference) => http.Fresh.GetAsync(tenant.Tenant, reference, http.Cancellation);

    /// <summary>A stored object.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/>.</exception>
    public async ValueTask<StoredObject> GetAsync(ObjectRef reference) =>
        await FindAsync(reference) ?? throw new AclException(ErrorCodes.NotFound, $"{reference} is not stored");

    /// <summary>Some stored objects.</summary>
    public ValueTask<ObjectPage> PageAsync(BrowseRequest request) => http.Fresh.BrowseAsync(tenant.Tenant, request, http.Cancellation);

    /// <summary>Every stored object of a kind, by id.</summary>
    public ValueTask<IReadOnlyList<StoredObject>> AllAsync(string kind) => AllAsync(new BrowseRequest(kind));

    /// <summary>Every stored object that a request speaks of, by id.</summary>
    public async ValueTask<IReadOnlyList<StoredObject>> AllAsync(BrowseRequest request)
    {
        var all = new List<StoredObject>();
        for (string? after = null; ;)
        {
            var page = await PageAsync(request with { After = after, Limit = AclLimits.PageItems });
            all.AddRange(page.Items);
            if ((after = page.Next) is null) return all;
        }
    }

    private CheckRequest Known(CheckRequest request) => request with { SubjectProperties = Properties(request.Subject) };

    private SubjectRef? ReaderWithout(Scopes scope) => http.Named ?? (http.Caller.Has(scope) ? null : http.Caller.Subject);
}
